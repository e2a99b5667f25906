/** Registers without windows against real services, for whole flows: the bare body, a cable, and a clerk. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBody, type Body } from '../../main/app/body.ts';
import { systemChance, systemClock } from '../../main/app/clock.ts';
import { startLocalServers, type LocalServers } from '../../server/app/local.ts';
import type { Paper } from '../../shared/receipt.ts';
import { layCable, type Cable } from '../../tools/cable.ts';
import { employClerk, type Clerk } from '../../tools/replay/clerk.ts';

export type Counter = {
  readonly clerk: Clerk;
  readonly cable: Cable;
  readonly papers: readonly Paper[];
  readonly stop: () => Promise<void>;
};
export type Floor = {
  readonly servers: LocalServers;
  /** `channel`: where its cable leads, when something stands before the channel. */
  readonly open: (register: string, channel?: string) => Promise<Counter>;
  readonly close: () => Promise<void>;
};

/** A shop floor in a temporary folder. */
export async function openFloor(): Promise<Floor> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-walk-'));
  const servers = await startLocalServers({ folder: join(folder, 'servers'), seed: true });
  const counters: Counter[] = [];
  return {
    servers,
    open: async (register, channel = servers.channel.url) => {
      const counter = await openCounter(folder, register, servers, channel);
      counters.push(counter);
      return counter;
    },
    close: async () => {
      for (const counter of counters) await counter.stop();
      await servers.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

async function openCounter(
  folder: string,
  register: string,
  servers: LocalServers,
  channel: string,
): Promise<Counter> {
  const cable = await layCable(channel);
  const papers: Paper[] = [];
  const body: Body = startBody({
    folder: join(folder, register),
    version: '1.0.0',
    device: 'a test',
    provisioning: {
      channel: cable.url,
      activationCode: servers.demonstration.activationCodes[register] ?? '',
    },
    clock: systemClock,
    chance: systemChance,
    seal: (text) => Buffer.from(text).toString('base64'),
    unseal: (sealed) => Buffer.from(sealed, 'base64').toString(),
    papers: (printed) => void papers.push(...printed),
    drawer: () => undefined,
  });
  const clerk = employClerk(body);
  await clerk.until(
    'people to sign in',
    (view) => view.people.length > 0 && view.link.state === 'online',
  );
  return {
    clerk,
    cable,
    papers,
    stop: async () => {
      await body.stop();
      await cable.cut();
    },
  };
}
