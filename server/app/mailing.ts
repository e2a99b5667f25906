/** Headquarters at work by itself: sends receipts by e-mail, where its operator has named a mail server. */
import { createTransport } from 'nodemailer';
import { endTry, takeMail, type DueMail } from '../headquarters/mail.ts';
import { mailText } from '../headquarters/mailtext.ts';
import type { Headquarters } from '../headquarters/headquarters.ts';
import { logLine, type Log } from '../http/log.ts';

export type MailPlace = {
  /** `smtp://` or `smtps://` with user and password where the server asks for them. */
  readonly url: string;
  /** The sender, as customers see it. */
  readonly from: string;
};

/** Between two looks for what is due, ms. */
const restMs = 2000;
const patience = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 };
const loopback = /^(127(\.\d+){3}|localhost|\[::1\])$/;

/** A refusal for good: a mail server's answer from 500 on, but for one to the sign-in or the connection, which an operator may mend. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { responseCode, command } = error as { responseCode?: unknown; command?: unknown };
  const isOfMail = command === 'RCPT TO' || command === 'DATA';
  return typeof responseCode === 'number' && responseCode >= 500 && isOfMail;
}

/** What went wrong, in the mail server's own words if it said any; without the address, which is in the row already, as a log is read by more people. */
function told(error: unknown, { to }: DueMail): string {
  if (!(error instanceof Error)) return String(error);
  const { response } = error as { response?: unknown };
  const words = typeof response === 'string' ? response : error.message;
  return words.replaceAll(to, '(address)').slice(0, 300);
}

/**
 * Sends what is due, one after the other, and looks again. Several processes may do it at once. A mail may go twice when a process ends between the
 * server's word and its own record; its Message-ID is then the same, so that mail programs show one. Answers how to stop.
 */
export function startMailing(
  headquarters: Headquarters,
  { place, log }: { readonly place: MailPlace; readonly log: Log },
): () => Promise<void> {
  const { hostname, protocol } = new URL(place.url);
  // A receipt says what somebody bought: it crosses a network only encrypted.
  const requireTLS = protocol === 'smtp:' && !loopback.test(hostname);
  const transport = createTransport({ url: place.url, requireTLS, ...patience });
  const domain = place.from.split('@').at(-1)?.replace(/>$/, '') ?? 'localhost';
  let stopped = false;
  const send = async (due: DueMail): Promise<void> => {
    try {
      await transport.sendMail({
        ...{ from: place.from, to: due.to, messageId: `<${due.entry}@${domain}>` },
        ...mailText(due.receipt, due.paper),
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      await endTry(headquarters, due, null, false);
    } catch (error) {
      const why = told(error, due);
      log(logLine('mail.failed', { entry: due.entry, tries: due.tries, why }));
      await endTry(headquarters, due, why, isFinal(error));
    }
  };
  const round = async (): Promise<void> => {
    for (;;) {
      const due = stopped ? null : await takeMail(headquarters);
      if (due === null) return;
      await send(due);
    }
  };
  let running = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => {
    running = round()
      .catch((error: unknown) => {
        log(
          logLine('mail.stopped', { why: error instanceof Error ? error.message : String(error) }),
        );
      })
      .then(() => {
        if (!stopped) timer = setTimeout(begin, restMs);
      });
  };
  begin();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
    transport.close();
  };
}
