/**
 * How suspended sales go from one register of a store to another (decision 0010). A register states what it has and the channel answers what the
 * others state: nothing of it is posted, and the channel keeps nothing that a register does not say again.
 */
import { z } from 'zod';
import { cartSchema } from './cart.ts';
import { amount, count, faultSchema, id, instant } from './parts.ts';

/** So many suspended sales a register names, the latest ones. */
export const mostOffers = 200;
/** So many sales on their way one message carries. */
export const mostHandovers = 20;

const offer = { sale: id, at: instant, by: id, items: count, total: amount };

/** A sale on its way. `handover` names this one hand-over, so that it is taken once; `at`, `by`: who suspended it and when. */
const handover = { handover: id, at: instant, by: id, cart: cartSchema };

/**
 * `offers`: suspended here, all of them. `given`: given up here for the register `to`, until the channel says that it was taken. `taken`: durable
 * here since the last answer. `wants`: what a cashier waits for here.
 */
export const suspendedToldSchema = z.strictObject({
  register: id,
  offers: z.array(z.strictObject(offer)).max(mostOffers),
  given: z.array(z.strictObject({ ...handover, to: id })).max(mostHandovers),
  taken: z.array(id).max(mostHandovers),
  wants: z.array(id).max(mostHandovers),
});
export type SuspendedTold = z.infer<typeof suspendedToldSchema>;

/**
 * `wanted`: offers of the asking register that another one, `by`, waits for. `arrived`: given to the asking register. `settled`: hand-overs of the
 * asking register that were taken. `refused`: wants that lead to nothing. `others`: what other registers offer; `away`: since when the register that
 * has it was not heard, null while it is there.
 */
export const suspendedHeardSchema = z.strictObject({
  wanted: z.array(z.strictObject({ sale: id, by: id, name: z.string().max(20) })).max(mostOffers),
  arrived: z.array(z.strictObject({ ...handover, from: z.string().max(20) })).max(mostHandovers),
  settled: z.array(id).max(mostHandovers),
  refused: z.array(z.strictObject({ sale: id, fault: faultSchema })).max(mostHandovers),
  others: z
    .array(z.strictObject({ ...offer, registerName: z.string().max(20), away: instant.nullable() }))
    .max(2000),
});
export type SuspendedHeard = z.infer<typeof suspendedHeardSchema>;
export type Arrived = SuspendedHeard['arrived'][number];
