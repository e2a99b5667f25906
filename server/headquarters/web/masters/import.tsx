/** Importing a CSV file: first what it would do and what is wrong with each row, then all of it or its sound rows. */
import { useState } from 'react';
import { Button, Checkbox, FileTrigger } from 'react-aria-components';
import type { Fault } from '../../../../shared/fault.ts';
import {
  importColumns,
  importedSchema,
  importPreviewSchema,
  masterPaths,
  type ImportFlawKind,
  type ImportKind,
  type ImportPreview,
} from '../../../../shared/wire/masters.ts';
import { Icon } from '../icons.tsx';
import { AskDialog } from '../parts/dialog.tsx';
import { useLanguage } from '../display.tsx';
import { useOffice } from '../session.tsx';
import { useWords, type Word } from '../text/language.ts';

const words = {
  unreadable: 'imports:unreadable',
  missingColumn: 'imports:missingColumn',
  unknownColumn: 'imports:unknownColumn',
  empty: 'imports:empty',
  tooLong: 'imports:tooLong',
  id: 'imports:badIdCell',
  number: 'imports:number',
  price: 'imports:priceCell',
  choice: 'imports:choice',
  yesNo: 'imports:yesNo',
  barcode: 'imports:barcodeCell',
  currency: 'imports:currencyCell',
  timeZone: 'imports:timeZoneCell',
  unknownTax: 'imports:unknownTax',
  unknownStore: 'imports:unknownStore',
  unknownChannel: 'imports:unknownChannel',
  twice: 'imports:twice',
  taken: 'imports:taken',
  notAllowed: 'imports:notAllowed',
} as const satisfies Record<ImportFlawKind, Word>;

export function ImportDialog(props: { readonly kind: ImportKind; readonly close: () => void }) {
  const { kind, close } = props;
  const { send } = useOffice();
  const say = useWords();
  const language = useLanguage();
  const [csv, setCsv] = useState<string | null>(null);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [leaveOut, setLeaveOut] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const choose = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setBusy(true);
    const text = await file.text();
    const answer = await send(masterPaths.previewImport, { kind, csv: text }, importPreviewSchema);
    setBusy(false);
    setDone(null);
    setFault(answer.ok ? null : answer.fault);
    setPreview(answer.ok ? answer.value : null);
    setCsv(answer.ok ? text : null);
  };
  const apply = async (): Promise<void> => {
    if (done !== null) {
      close();
      return;
    }
    setBusy(true);
    const body = { kind, csv, flawed: leaveOut ? 'leaveOut' : 'refuse' };
    const answer = await send(masterPaths.applyImport, body, importedSchema);
    setBusy(false);
    setFault(answer.ok ? null : answer.fault);
    if (answer.ok) setDone(say('imports:imported', answer.value));
  };
  const flawed = preview?.flawedRows ?? 0;
  // Nothing sound is left where every row is flawed.
  const rest = (preview?.rows ?? 0) - flawed;
  const hopeless = preview?.flaws.some((flaw) => flaw.row === 1) ?? false;
  return (
    <AskDialog
      title={say('imports:importTitle', {
        what: say(`masters:${kind}`).toLocaleLowerCase(language),
      })}
      text={say('imports:importText', { columns: importColumns[kind].join(', ') })}
      icon="distribution"
      tone="accent"
      wide
      act={say(
        done !== null
          ? 'masters:done'
          : leaveOut && flawed > 0
            ? 'imports:importRest'
            : 'imports:importAll',
      )}
      {...(done === null ? {} : { leave: null })}
      busy={busy}
      disabled={
        preview === null || hopeless || (flawed > 0 && (!leaveOut || rest === 0) && done === null)
      }
      fault={fault}
      done={() => void apply()}
      close={close}
    >
      <FileTrigger
        acceptedFileTypes={['text/csv', '.csv']}
        onSelect={(files) => void choose(files?.[0])}
      >
        <Button className="key">{say('imports:choose')}</Button>
      </FileTrigger>
      <output>
        {done ??
          (preview !== null &&
            (hopeless
              ? say('imports:hopeless')
              : say('imports:preview', { ...countsOf(preview), flawed })))}
      </output>
      {preview !== null && done === null && flawed > 0 && <Flaws of={preview} />}
      {preview !== null && done === null && flawed > 0 && rest > 0 && !hopeless && (
        <Checkbox className="check" isSelected={leaveOut} onChange={setLeaveOut}>
          <span className="box">
            <Icon of="check" size={16} />
          </span>
          {say('imports:importGood')}
        </Checkbox>
      )}
    </AskDialog>
  );
}

const countsOf = ({ rows, fresh, changed, same }: ImportPreview) => ({
  rows,
  fresh,
  changed,
  same,
});

function Flaws({ of: preview }: { readonly of: ImportPreview }) {
  const say = useWords();
  return (
    <section className="flaws" aria-label={say('imports:why')}>
      <table aria-label={say('imports:why')}>
        <thead>
          <tr>
            <th className="r">{say('imports:row')}</th>
            <th>{say('imports:column')}</th>
            <th>{say('imports:why')}</th>
            <th>{say('imports:value')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.flaws.map(({ row, column, why, value }) => (
            <tr key={`${row} ${column} ${why}`}>
              <th scope="row" className="r num">
                {row === 1 ? say('imports:heading') : row}
              </th>
              <td>{column}</td>
              <td>{say(words[why])}</td>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
