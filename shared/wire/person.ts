/** A person changes the own PIN at a register: the old one proves who it is, and only the hash of the new one travels. */
import { z } from 'zod';
import { longestPin } from '../pin.ts';
import { count, id } from './parts.ts';

export const pinChangeSchema = z.strictObject({
  register: id,
  staff: id,
  pin: z.string().max(longestPin),
  /** `scrypt$N$r$p$salt$hash` */
  pinHash: z
    .string()
    .regex(/^scrypt\$\d{1,9}\$\d{1,4}\$\d{1,4}\$[\w+/=]+\$[\w+/=]+$/)
    .max(300),
});
export type PinChange = z.infer<typeof pinChangeSchema>;

/** `version`: of the staff, as it is handed out from now on. */
export const pinChangedSchema = z.strictObject({ version: count });
export type PinChanged = z.infer<typeof pinChangedSchema>;
