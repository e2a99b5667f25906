/** The demonstration store that `npm start` keeps in `.holdfast`: its sales are still there the next time. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import type { Provisioning } from '../main/app/provisioning.ts';
import { startLocalServers, type LocalServers } from '../server/app/local.ts';
import { build } from './build.ts';
import { root } from './command.ts';
import { ensureChromium } from './setup/chromium.ts';
import { fetchElectron, hasDisplay, type RunnableElectron } from './setup/electron.ts';

const folder = join(root, '.holdfast');
/** What head office and channel log, without card numbers. */
const logFile = join(folder, 'servers.log');
/** The register of the demonstration that the window is; its sister is for `npm run demo`. */
const registerId = 'R-02';
const portsFile = join(folder, 'ports.json');
const portsSchema = z.strictObject({ headquarters: z.int(), channel: z.int() });

/** Runs until the window is closed; the exit code of the process. */
export async function startStore(): Promise<number> {
  if (!hasDisplay()) {
    console.log('There is no display here, so the demonstration runs instead and leaves pictures.');
    const { playDemonstration } = await import('./demonstration.ts');
    return playDemonstration();
  }
  mkdirSync(folder, { recursive: true });
  const electron = await fetchElectron();
  console.log(`The window runs on ${electron.told}.`);
  const chromium = electron.real ? undefined : await ensureChromium();
  const built = await build({ quiet: true });
  if (built.failed > 0) return 1;
  const ports = await choosePorts();
  const servers = await startLocalServers({
    folder: join(folder, 'servers'),
    headquartersPort: ports.headquarters,
    channelPort: ports.channel,
    seed: true,
    log: ({ text }) => appendFileSync(logFile, `${new Date().toISOString()} ${text}\n`),
  });
  tell(servers);
  const code = await runRegister(electron, servers, chromium);
  await servers.stop();
  return code;
}

function tell(servers: LocalServers): void {
  const { people, account } = servers.demonstration;
  const cashier = people[0];
  if (cashier)
    console.log(`Sign in at the register as ${cashier.name.en} with PIN ${cashier.pin}.`);
  console.log(
    `Head office: ${servers.headquarters.url} as ${account.name} with password ${account.password}.`,
  );
}

/** The ports of the last start, so that the register finds its channel again; free ones the first time. */
async function choosePorts(): Promise<z.infer<typeof portsSchema>> {
  if (existsSync(portsFile)) return portsSchema.parse(JSON.parse(readFileSync(portsFile, 'utf8')));
  const ports = { headquarters: await freePort(), channel: await freePort() };
  writeFileSync(portsFile, JSON.stringify(ports));
  return ports;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string')
    throw new Error('no port is free on this machine');
  return address.port;
}

async function runRegister(
  electron: RunnableElectron,
  servers: LocalServers,
  chromium: string | undefined,
): Promise<number> {
  const provisioning: Provisioning = {
    channel: servers.channel.url,
    activationCode: servers.demonstration.activationCodes[registerId] ?? '',
  };
  const provisioningFile = join(folder, 'provisioning.json');
  writeFileSync(provisioningFile, JSON.stringify(provisioning));
  const child = spawn(electron.program, [root, `--user-data-dir=${join(folder, 'register')}`], {
    stdio: 'inherit',
    env: {
      ...process.env,
      ...electron.env,
      ...(chromium === undefined ? {} : { HOLDFAST_CHROMIUM: chromium, STANDIN_HEADFUL: '1' }),
      HOLDFAST_PROVISIONING: provisioningFile,
    },
  });
  const stop = (): boolean => child.kill('SIGTERM');
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const exit: unknown[] = await once(child, 'exit');
  return typeof exit[0] === 'number' ? exit[0] : 0;
}
