/** Imported before anything that makes a schema: the page's policy refuses code from text, which zod would otherwise try. */
import { z } from 'zod';

z.config({ jitless: true });
