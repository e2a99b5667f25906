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

/**
 * Asks the channel at this URL. `device` names the machine for head office. Faults: activation.code for a wrong or used code,
 * channel.unreachable, channel.refused, wire.malformed, wire.version.
 */
export async function activate(
  channel: string,
  code: string,
  device: string,
): Promise<Result<Activation>> {
  const line = openLine(channel);
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
