/** How long the fuzzing lasts, and its seed: both from the environment, so that `npm run fuzz` can make it long. */

const { env } = process;

/** Messages per suite. */
export const messages = Number(env['HOLDFAST_FUZZ_MESSAGES'] ?? 3000);
/** Told with every failure; the same seed draws the same messages. */
export const seed = Number(env['HOLDFAST_FUZZ_SEED'] ?? Date.now() % 1_000_000);
/** A test may take so long: a slow machine with other work on it does 25 messages a second. */
export const limitMs = 30_000 + messages * 40;
