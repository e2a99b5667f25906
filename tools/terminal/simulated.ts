/** A simulated card terminal on TCP, by docs/TERMINAL.md: for tests and demonstrations. It charges nobody. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { z } from 'zod';
import { frame, readFrame } from '../../main/devices/frame.ts';

const questionSchema = z.object({
  holdfast: z.literal(1),
  do: z.enum(['authorise', 'refund', 'reverse', 'inquire']),
  reference: z.string().min(1).max(64),
  amount: z.int().min(1).optional(),
  currency: z.string().length(3).optional(),
  original: z
    .object({ reference: z.string(), terminal: z.string(), approval: z.string() })
    .optional(),
});
type Question = z.infer<typeof questionSchema>;

/** What the terminal has on record of a reference. `amount` is what left the card: negative for a refund. */
export type Record = {
  readonly amount: number;
  readonly currency: string;
  readonly outcome: 'pending' | 'approved' | 'declined' | 'reversed';
  readonly reason: string;
  /** The reference of the payment that a refund gives back. */
  readonly original: string | null;
};

/** What a customer does with a payment: null approves it, a text is why it is declined. */
export type Customer = (order: { readonly amount: number }) => Promise<string | null>;

export type SimulatedTerminal = {
  readonly port: number;
  readonly records: ReadonlyMap<string, Record>;
  /** Minor units that have left cards and were not given back. */
  readonly charged: () => number;
  /** How the next customers behave. */
  readonly customer: (customer: Customer) => void;
  /** So many answers get lost after the terminal has done its work. */
  readonly loseAnswers: (count: number) => void;
  /** Ends every connection and takes no new one; its records stay. */
  readonly unplug: () => Promise<void>;
  readonly plugIn: () => Promise<void>;
};

const name = 'SIM-1';

/** Starts it on the port, a free one for 0. */
export async function startSimulatedTerminal(port = 0): Promise<SimulatedTerminal> {
  const records = new Map<string, Record>();
  const sockets = new Set<Socket>();
  let customer: Customer = async () => null;
  let toLose = 0;
  let approvals = 0;
  const codes = new Map<string, string>();

  const told = (reference: string): object => {
    const record = records.get(reference);
    if (!record) return { reference, outcome: 'unknown' };
    const { outcome, amount, currency, reason } = record;
    if (outcome === 'declined') return { reference, outcome, reason };
    if (outcome !== 'approved') return { reference, outcome };
    return {
      reference,
      outcome,
      amount: Math.abs(amount),
      currency,
      terminal: name,
      approval: codes.get(reference) ?? '',
      masked: 'VISA •••• 4242',
    };
  };

  /** Why a refund does not fit the payment that it names; what another terminal took, this one cannot check. */
  const flawOf = (
    original: NonNullable<Question['original']>,
    amount: number,
    currency: string,
  ): string | null => {
    if (original.terminal !== name) return null;
    const first = records.get(original.reference);
    if (first?.outcome !== 'approved' || codes.get(original.reference) !== original.approval)
      return 'the first payment is not known';
    const back = [...records.values()]
      .filter((each) => each.original === original.reference && each.outcome === 'approved')
      .reduce((sum, each) => sum - each.amount, 0);
    const fits = first.currency === currency && first.amount - back >= amount;
    return fits ? null : 'more than the first payment';
  };

  /** One reference is one payment for ever: the same question again gets the same answer and moves no money. */
  const order = async (question: Question): Promise<object> => {
    const { reference, amount, currency } = question;
    if (amount === undefined || currency === undefined) {
      return { reference, outcome: 'refused', reason: 'amount and currency are missing' };
    }
    const signed = question.do === 'refund' ? -amount : amount;
    const known = records.get(reference);
    if (known && known.outcome !== 'reversed' && known.amount !== signed) {
      return { reference, outcome: 'refused', reason: 'the reference belongs to another payment' };
    }
    if (known) return told(reference);
    const { original } = question;
    const flaw = original === undefined ? null : flawOf(original, amount, currency);
    if (flaw !== null) return { reference, outcome: 'refused', reason: flaw };
    records.set(reference, {
      ...{ amount: signed, currency, outcome: 'pending', reason: '' },
      original: original?.reference ?? null,
    });
    const answer = await customer({ amount: signed });
    const now = records.get(reference);
    if (now?.outcome === 'pending') {
      const isApproved = answer === null;
      if (isApproved) codes.set(reference, String(100_000 + (approvals += 1)));
      records.set(reference, {
        ...now,
        outcome: isApproved ? 'approved' : 'declined',
        reason: answer ?? '',
      });
    }
    return told(reference);
  };

  const answer = async (question: Question): Promise<object> => {
    const { reference } = question;
    switch (question.do) {
      case 'authorise':
      case 'refund':
        return order(question);
      case 'inquire':
        return told(reference);
      case 'reverse': {
        // Also what was never heard of is closed, so that a question which comes late charges nobody.
        const known = records.get(reference) ?? {
          ...{ amount: 0, currency: 'USD', reason: '', original: null },
        };
        records.set(reference, { ...known, outcome: 'reversed' });
        return told(reference);
      }
    }
  };

  const serve = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A register that hangs up has its reasons; the record stays.
    socket.on('error', () => sockets.delete(socket));
    let got = Buffer.alloc(0);
    socket.on('data', (bytes) => {
      got = Buffer.concat([got, bytes]);
      const read = readFrame(got);
      if (read === 'short') return;
      const question = read === 'malformed' ? undefined : questionSchema.safeParse(read.message);
      if (!question?.success) {
        socket.destroy();
        return;
      }
      void answer(question.data).then((message) => {
        if (toLose > 0) {
          toLose -= 1;
          socket.destroy();
        } else if (!socket.destroyed) socket.end(frame({ holdfast: 1, ...message }));
      });
    });
  };

  let server: Server = createServer(serve).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  return {
    port: bound,
    records,
    charged: () =>
      [...records.values()].reduce(
        (sum, record) => sum + (record.outcome === 'approved' ? record.amount : 0),
        0,
      ),
    customer: (next) => {
      customer = next;
    },
    loseAnswers: (count) => {
      toLose = count;
    },
    unplug: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    plugIn: async () => {
      server = createServer(serve).listen(bound, '127.0.0.1');
      await once(server, 'listening');
    },
  };
}
