/** Entries that headquarters may have damaged although the channel has them intact. */
import type { Migration } from '../../database/migrate.ts';

export const channel0030: Migration = {
  name: '0030-mended',
  statements: (kind) => {
    const strict = kind === 'sqlite' ? ' strict' : '';
    const whole = kind === 'sqlite' ? 'integer' : 'bigint';
    return [
      `create table mended_entry (register text not null, hash text not null, forwarded_epoch ${whole},
        primary key (register, hash))${strict}`,
      // What was mended before this table was there is sent anew once.
      `insert into mended_entry (register, hash) select distinct damaged_entry.register, damaged_entry.hash from damaged_entry
        join entry on entry.register = damaged_entry.register and entry.hash = damaged_entry.hash`,
    ];
  },
};
