/** The HTTP status of a fault. A caller decides by the fault's code; the status is for proxies, logs and people. */
import type { Fault, FaultCode } from '../../shared/fault.ts';

const statuses: Partial<Readonly<Record<FaultCode, number>>> = {
  'wire.malformed': 400,
  'wire.version': 400,
  'device.unknown': 401,
  'account.signIn': 401,
  'account.denied': 403,
  'activation.code': 403,
  'parameters.conflict': 409,
  'master.conflict': 409,
  'master.exists': 409,
  'activation.wait': 429,
  'instrument.pinLocked': 429,
  'service.busy': 429,
  'realtime.unreachable': 503,
  'channel.unreachable': 503,
};

/** 422 for a fault of the field's own rules: the request was understood and refused. */
export const statusOf = (fault: Fault): number => statuses[fault.code] ?? 422;
