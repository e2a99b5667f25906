/** The two links: what they lose, and what a register knows of it. */
import type { LinkState } from '../../shared/link.ts';
import type { Cut } from './parcel.ts';
import type { Till, World } from './world.ts';

export const whole: Cut = { up: false, down: false, slow: false, flaps: false };
export const cutOf = (world: World, link: string): Cut => world.cuts.get(link) ?? whole;
/** Whether a small question and its answer get through in time. */
export const isCut = ({ up, down, slow }: Cut): boolean => up || down || slow;

/** The state of the line as it really is. */
export function lineState(world: World, till: Till): LinkState {
  if (isCut(cutOf(world, till.register))) return 'offline';
  return isCut(cutOf(world, till.branch.id)) ? 'realtimeDown' : 'online';
}

/** The register finds out how its line is. */
export function sense(world: World, till: Till): void {
  const { line, program } = till.machine;
  if (till.byHand) line.turn('byHand', 'Mei');
  else line.turn(lineState(world, till));
  program.linkChanged();
}
