/** Which devices this machine has, as IT writes it into the provisioning file under `devices`. Read at every start. */
import { z } from 'zod';

/** A name or an address, nothing that a command line or a path could mistake for something else. */
const host = z
  .string()
  .regex(
    /^([A-Za-z0-9.-]{1,253}|\[[0-9a-fA-F:.]{2,45}\])$/,
    'must be the name or address of a machine, without a port',
  )
  .transform((text) => text.replaceAll(/[[\]]/g, ''));
const port = z.int().min(1).max(65_535);
const look = {
  /** 32 for 58 mm paper, 42 or 48 for 80 mm. */
  columns: z.int().min(24).max(64).default(42),
  /** Whether the printer knows GB18030; `raster`: it has no Chinese signs, rows with them are sent as pictures. */
  chinese: z.union([z.boolean(), z.literal('raster')]).default(true),
  cut: z.boolean().default(true),
};

const printerSchema = z.discriminatedUnion('kind', [
  /** Papers as text files, for trying out and for programs that pick them up. */
  z.strictObject({ kind: z.literal('folder'), folder: z.string().min(1).optional() }),
  z.strictObject({
    kind: z.literal('network'),
    host,
    port: port.default(9100),
    /** Whether it answers questions about paper and cover (DLE EOT, GS r). */
    asks: z.boolean().default(true),
    ...look,
  }),
  z.strictObject({
    kind: z.literal('serial'),
    device: z
      .string()
      .regex(
        /^(\/dev\/[\w./-]+|\\\\\.\\COM\d{1,3}|COM\d)$/,
        String.raw`must be a device such as /dev/ttyUSB0, COM3 or \\.\COM12`,
      ),
    ...look,
  }),
  z.strictObject({
    kind: z.literal('spooler'),
    /** The name under which Windows shares the printer. */
    share: z.string().regex(/^[\w .()-]{1,80}$/, 'must be the share name of a printer'),
    ...look,
  }),
]);
export type PrinterSettings = z.infer<typeof printerSchema>;

export const deviceSettingsSchema = z
  .strictObject({
    printer: printerSchema.default({ kind: 'folder' }),
    /** `printer`: by its pulse; `log`: a line in a file, for machines without one. */
    drawer: z.enum(['printer', 'log']).default('log'),
    terminal: z
      .strictObject({
        host,
        port,
        /** How long a customer may take, in seconds. */
        patience: z.int().min(10).max(600).default(180),
      })
      .optional(),
    /** The customer's window: off when left out. `language`: the customers'; without it the register's. */
    display: z
      .strictObject({
        language: z.enum(['en-US', 'zh-CN']).optional(),
        width: z.int().min(320).max(7680).default(1024),
        height: z.int().min(240).max(4320).default(600),
        x: z.int().optional(),
        y: z.int().optional(),
        fullscreen: z.boolean().default(false),
      })
      .optional(),
  })
  .refine(({ printer, drawer }) => drawer === 'log' || printer.kind !== 'folder', {
    path: ['drawer'],
    message: 'can only be opened by a printer that is one: not by a folder',
  });
export type DeviceSettings = z.infer<typeof deviceSettingsSchema>;

/** A machine for which IT has chosen nothing: papers into a folder, the drawer into a log. */
export const noDevices: DeviceSettings = { printer: { kind: 'folder' }, drawer: 'log' };
