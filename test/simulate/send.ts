/** Sending: a message goes over the link that leads to its receiver, or is lost there. */
import { count } from './coverage.ts';
import { isDead } from './fuse.ts';
import { cutOf } from './line.ts';
import type { Cut, Load } from './parcel.ts';
import { tillOf, type World } from './world.ts';

/** Which link a message goes over, and whether upwards. */
function way(load: Load, register: string, upper: string): { link: string; up: boolean } {
  switch (load.is) {
    case 'hold':
      return { link: load.to === 'channel' ? register : upper, up: true };
    case 'held':
      return { link: load.to === 'register' ? register : upper, up: false };
    case 'page':
      return { link: register, up: true };
    case 'have':
      return { link: register, up: false };
    case 'post':
      return { link: upper, up: true };
    case 'posted':
      return { link: upper, up: false };
  }
}

/** Sends a message; a link that loses its direction loses it. */
export function send(world: World, register: string, load: Load): void {
  if (isDead()) return;
  const { link, up } = way(load, register, tillOf(world, register).branch.id);
  const cut = cutOf(world, link);
  if (cut.flaps) world.cuts.set(link, flapped(cut));
  if (up ? cut.up : cut.down) {
    count(world.coverage, up ? 'a request was lost' : 'an answer was lost');
    if (load.is === 'posted')
      count(world.coverage, 'an answer was lost after its entries were posted');
    if (cut.up !== cut.down) count(world.coverage, 'only one direction was lost');
    if (cut.flaps) count(world.coverage, 'a flapping line lost a message');
    return;
  }
  world.counter += 1;
  const slow = cut.slow ? link : null;
  world.parcels.push({ ...load, register, number: world.counter, slow });
}

const flapped = (cut: Cut): Cut => ({ ...cut, up: !cut.up, down: !cut.down });
