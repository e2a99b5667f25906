/** Names in both languages as they stand in the database. */
import { z } from 'zod';
import { text } from '../../shared/wire/parts.ts';

/** JSON text to a name in both languages. */
export const textSchema = z.string().transform((stored) => text.parse(JSON.parse(stored)));
