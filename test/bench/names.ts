/**
 * A name service that stops to answer. The register runs where `/etc/hosts` is empty and the only resolver is one of ours on loopback, so that
 * its own `getaddrinfo` waits as it does in a shop whose router is gone. That takes a mount namespace and port 53, so Linux and root.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchElectron } from '../../tools/setup/electron.ts';

export type Names = {
  /** To be set as `ELECTRON_OVERRIDE_DIST_PATH`: an Electron that asks only this resolver. */
  readonly electron: string;
  readonly answer: (does: boolean) => void;
  /** Names that were asked for while nothing was answered. */
  readonly unanswered: () => number;
  readonly close: () => Promise<void>;
};

const address = '127.53.53.53';
const port = 53;
const typeA = 1;
const headerBytes = 12;

/** Why it cannot be had on this machine, or null. */
export function noNamesBecause(): string | null {
  if (process.platform !== 'linux') return 'there are mount namespaces only on Linux';
  return process.getuid?.() === 0 ? null : 'only root has port 53 and a mount namespace';
}

/** Answers every name with 127.0.0.1 (RFC 1035, section 4.1), and every other question with nothing. */
function reply(question: Buffer): Buffer {
  const nameEnd = question.indexOf(0, headerBytes);
  const asked = question.subarray(headerBytes, nameEnd + 5);
  const isA = question.readUInt16BE(nameEnd + 1) === typeA;
  const header = Buffer.alloc(headerBytes);
  question.copy(header, 0, 0, 2);
  // An answer, recursion asked for and available; one question.
  header.writeUInt16BE(0x81_80, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(isA ? 1 : 0, 6);
  // The name of the question, type A, class IN, not to be kept, four bytes.
  const answer = Buffer.from([0xc0, headerBytes, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 127, 0, 0, 1]);
  return Buffer.concat([header, asked, ...(isA ? [answer] : [])]);
}

/** Opens it in the folder. */
export async function openNames(folder: string): Promise<Names> {
  const { program } = await fetchElectron();
  mkdirSync(folder, { recursive: true });
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const resolver = file('resolv.conf', `nameserver ${address}\n`);
  const hosts = file('hosts', '');
  const electron = file(
    'electron',
    `#!/bin/sh
exec unshare --mount --propagation private sh -c '
mount --bind "${resolver}" /etc/resolv.conf && mount --bind "${hosts}" /etc/hosts && exec "${program}" "$@"' electron "$@"
`,
  );
  chmodSync(electron, 0o755);
  let answers = true;
  let unanswered = 0;
  const socket = createSocket('udp4');
  socket.on('message', (question, { port: to, address: at }) => {
    if (answers) socket.send(reply(question), to, at);
    else unanswered += 1;
  });
  socket.bind(port, address);
  await once(socket, 'listening');
  return {
    electron: folder,
    answer: (does) => {
      answers = does;
    },
    unanswered: () => unanswered,
    close: async () => {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}
