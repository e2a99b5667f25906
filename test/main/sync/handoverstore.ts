/** A store of three registers that hand suspended sales to each other, for tests that lose, delay and kill. */
import { expect } from 'vitest';
import {
  closeOpenCart,
  readOpenCart,
  suspendCart,
  suspendedCarts,
  takeSuspended,
} from '../../../main/database/carts.ts';
import { givenSales } from '../../../main/database/handovers.ts';
import { closeDatabase, openDatabase, type Database } from '../../../main/database/open.ts';
import { makeActivity } from '../../../main/sync/activity.ts';
import { makeHandovers, type Handovers } from '../../../main/sync/suspended.ts';
import { makeBoard, type Board } from '../../../server/channel/suspended.ts';
import type { Cart } from '../../../shared/cart.ts';
import { fail, ok, type Result } from '../../../shared/fault.ts';
import {
  suspendedHeardSchema,
  suspendedToldSchema,
  type SuspendedHeard,
  type SuspendedTold,
} from '../../../shared/wire/suspended.ts';
import { openTill, type Till } from './till.ts';

export const names = ['S01-R01', 'S01-R02', 'S01-R03'] as const;
/** What becomes of a register's next message. */
export type Fate = 'arrives' | 'lostRequest' | 'lostAnswer' | 'late';

type Machine = {
  readonly till: Till;
  /** A cart of one thing. */
  readonly sample: Cart;
  db: Database;
  handovers: Handovers;
  up: boolean;
  fate: Fate;
  stop: () => Promise<void>;
};

/** Three registers and the board of their channel, with a clock and timers moved by hand. */
export class Store {
  running = 1000;
  timers: (() => void)[] = [];
  board: Board;
  late: (() => void)[] = [];
  sold: string[] = [];
  made: string[] = [];
  fetched: { sale: string; result: Result<void> }[] = [];
  ids = 0;
  readonly machines: Machine[];
  readonly clock = {
    now: () => new Date(Date.parse('2026-11-22T10:00:00.000Z') + this.running).toISOString(),
    running: () => this.running,
  };

  constructor() {
    this.board = makeBoard(this.clock);
    this.machines = names.map((name) => {
      const till = openTill(undefined, name);
      const sample = till.sell(500, 'sample');
      closeOpenCart(till.db);
      const machine = { till, sample, db: till.db, up: true, fate: 'arrives' } as Machine;
      this.start(machine, name);
      return machine;
    });
  }

  /** A process on the machine's files. */
  start(machine: Machine, name: string): void {
    const timers = {
      after: (_: number, run: () => void) => {
        let wanted = true;
        this.timers.push(() => {
          if (wanted) run();
        });
        return () => {
          wanted = false;
        };
      },
    };
    const place = { register: name, name: name.slice(-3), store: 'S01' };
    const ask = async (told: SuspendedTold): Promise<Result<SuspendedHeard>> => {
      const sent = suspendedToldSchema.parse(structuredClone(told));
      const { fate } = machine;
      machine.fate = 'arrives';
      if (fate === 'lostRequest') return fail('channel.unreachable');
      if (fate === 'late') {
        this.late.push(() => void this.board.exchange(place, sent));
        return fail('channel.unreachable');
      }
      const heard = suspendedHeardSchema.parse(structuredClone(this.board.exchange(place, sent)));
      return fate === 'lostAnswer' ? fail('channel.unreachable') : ok(heard);
    };
    const handovers = makeHandovers({
      db: machine.db,
      clock: this.clock,
      chance: { id: () => `h-${(this.ids += 1)}`, fraction: () => 0.5 },
      timers,
      channel: { suspended: ask },
      isUp: () => machine.up,
      signal: () => new AbortController().signal,
      now: async () => activity.now(),
    });
    const activity = makeActivity(handovers.turn, {
      timers,
      alarm: (error) => {
        throw error;
      },
      pause: 1000,
    });
    machine.handovers = handovers;
    machine.stop = () => activity.stop();
    activity.wake();
  }

  /** Nothing that memory held survives; the files do. */
  async kill(index: number): Promise<void> {
    const machine = this.at(index);
    await machine.stop();
    closeDatabase(machine.db);
    const opened = openDatabase(`${machine.till.folder}/register.db`, { clock: this.clock });
    if (!opened.ok) throw new Error(opened.fault.code);
    machine.db = opened.value;
    this.start(machine, names[index] ?? '');
  }

  at(index: number): Machine {
    const machine = this.machines[index];
    if (machine === undefined) throw new Error('no such register');
    return machine;
  }

  suspend(index: number): string {
    const { db } = this.at(index);
    const sale = `sale-${(this.ids += 1)}`;
    this.made.push(sale);
    const cart = { ...this.at(index).sample, sale };
    db.sql
      .prepare("INSERT INTO cart (sale, state, body) VALUES (?, 'open', ?)")
      .run(sale, JSON.stringify(cart));
    suspendCart(db, this.clock.now(), 'mei');
    return sale;
  }

  /** Recalls an own suspended sale and sells it, whatever the line does. */
  sell(index: number, pick: number): void {
    const { db } = this.at(index);
    const own = suspendedCarts(db);
    const chosen = own[pick % Math.max(1, own.length)];
    if (chosen === undefined) return;
    expect(takeSuspended(db, chosen.cart.sale)).toMatchObject({ register: names[index] });
    closeOpenCart(db);
    this.sold.push(chosen.cart.sale);
  }

  want(index: number, pick: number): void {
    const elsewhere = this.machines.flatMap((one, other) =>
      other === index ? [] : suspendedCarts(one.db).map((each) => each.cart.sale),
    );
    const sale = elsewhere[pick % Math.max(1, elsewhere.length)];
    if (sale === undefined) return;
    void this.at(index)
      .handovers.fetch(sale)
      .then((result) => this.fetched.push({ sale, result }));
  }

  async tick(): Promise<void> {
    this.running += 500;
    const due = this.timers;
    this.timers = [];
    for (const run of due) run();
    await this.settle();
  }

  async settle(): Promise<void> {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }

  /** Where each sale is; throws for one that is nowhere or at two places. */
  check(): void {
    for (const sale of this.made) {
      const carts = this.machines.filter(
        (one) =>
          readOpenCart(one.db)?.sale === sale ||
          suspendedCarts(one.db).some((each) => each.cart.sale === sale),
      ).length;
      const sold = this.sold.filter((each) => each === sale).length;
      const underWay = this.machines.some((one) =>
        givenSales(one.db).some((each) => each.cart.sale === sale),
      );
      expect([sale, carts + sold <= 1]).toEqual([sale, true]);
      expect([sale, carts + sold === 1 || underWay]).toEqual([sale, true]);
    }
  }

  async heal(): Promise<void> {
    for (const one of this.machines) Object.assign(one, { up: true, fate: 'arrives' });
    for (let round = 0; round < 30; round += 1) {
      for (const one of this.machines) void one.handovers.suspended();
      await this.tick();
    }
  }

  async end(): Promise<void> {
    for (const one of this.machines) {
      await one.stop();
      closeDatabase(one.db);
      one.till.close();
    }
  }
}
