/** Activation: a one-time code from head office becomes this register's identity and token. */
import type { Result } from '../../shared/fault.ts';
import { defaultParameters } from '../../shared/parameters.ts';
import {
  activationSchema,
  channelPaths,
  type Activate,
  type Activation,
} from '../../shared/wire/register.ts';
import { openLine } from './call.ts';
import { publicTrust, type Trust } from './trust.ts';

/**
 * Asks the channel at this URL. `device` names the machine for head office. Faults: activation.code for a wrong or used code,
 * activation.wait after too many of them, channel.unreachable, channel.certificate, channel.pin, channel.refused, service.busy,
 * wire.malformed, wire.version.
 */
export async function activate(
  channel: string,
  code: string,
  device: string,
  trust: Trust = publicTrust,
): Promise<Result<Activation>> {
  const line = openLine(channel, trust);
  const { timeout, retries } = defaultParameters.offlineProfile;
  const body: Activate = { code, device };
  try {
    const ended = await line.call({
      method: 'POST',
      path: channelPaths.activate,
      body,
      timeout: timeout * 2,
      retries,
      answer: activationSchema,
    });
    return ended.result;
  } finally {
    line.close();
  }
}
