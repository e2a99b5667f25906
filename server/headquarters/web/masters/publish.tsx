/** The head of a page of master data: its name, what is not published, and the keys to import, add and publish. */
import { useCallback, useState } from 'react';
import { Button } from 'react-aria-components';
import type { Fault } from '../../../../shared/fault.ts';
import type { JobId } from '../../../../shared/feed.ts';
import { distributionSchema, runJobAnswerSchema } from '../../../../shared/wire/distribution.ts';
import { headOfficePaths } from '../../../../shared/wire/headoffice.ts';
import { importKinds } from '../../../../shared/wire/masters.ts';
import { Icon } from '../icons.tsx';
import { FaultNotice } from '../notice.tsx';
import { usePolled } from '../poll.ts';
import { useOffice } from '../session.tsx';
import { useWords } from '../text/language.ts';
import { useTitle } from '../title.ts';
import { ImportDialog } from './import.tsx';

const pause = 5000;

/** What can be imported, and limits, which cannot. */
export type MasterName = (typeof importKinds)[number] | 'limits';

/** How many changes of a job are not handed out yet, and how to ask at once: after each save, so that they can be published. */
export function useUnpublished(job: JobId) {
  const { read, open } = useOffice();
  const question = useCallback(
    () => read(headOfficePaths.distribution, distributionSchema),
    [read],
  );
  const { value, refresh } = usePolled(question, pause, open);
  const waiting = value?.jobs.find((one) => one.job === job)?.waiting ?? 0;
  return { waiting, refresh };
}

export function MasterHead(props: {
  readonly kind: MasterName;
  readonly job: JobId;
  readonly unpublished: ReturnType<typeof useUnpublished>;
  /** Absent: there are as many as there are. */
  readonly add?: () => void;
  /** Rows may have changed. */
  readonly changed: () => Promise<void>;
}) {
  const { kind, job, changed } = props;
  const { waiting, refresh } = props.unpublished;
  const { send, open, may } = useOffice();
  const say = useWords();
  const title = say(`masters:${kind}`);
  useTitle(title, open);
  const imported = importKinds.find((one) => one === kind);
  const [published, setPublished] = useState<number | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [importing, setImporting] = useState(false);
  const publish = async (): Promise<void> => {
    const run = await send(headOfficePaths.runJob, { job, full: false }, runJobAnswerSchema);
    setFault(run.ok ? null : run.fault);
    setPublished(run.ok ? run.value.version : null);
    await refresh();
    await changed();
  };
  return (
    <>
      <div className="top plain-top">
        <div className="row">
          <div className="title">
            <h1>{title}</h1>
            <output className="standing">
              {waiting > 0 && (
                <span className="changed">{say('masters:unpublished', { count: waiting })}</span>
              )}
              {waiting === 0 && published !== null && (
                <span className="fine">
                  <Icon of="check" size={16} />
                  {say('masters:published', { version: published })}
                </span>
              )}
            </output>
          </div>
          <div className="keys">
            {may('masterData') ? (
              <>
                {imported !== undefined && (
                  <Button className="key plain" onPress={() => setImporting(true)}>
                    {say('masters:import')}
                  </Button>
                )}
                {props.add !== undefined && (
                  <Button className="key" onPress={props.add}>
                    <Icon of="plus" size={18} />
                    {say('masters:add')}
                  </Button>
                )}
                <Button
                  className="key main"
                  isDisabled={waiting === 0 || !may('distribution')}
                  onPress={() => void publish()}
                >
                  {say('masters:publish')}
                </Button>
              </>
            ) : (
              <span className="say">{say('masters:readOnly')}</span>
            )}
          </div>
        </div>
      </div>
      {fault !== null && <FaultNotice fault={fault} />}
      {importing && imported !== undefined && (
        <ImportDialog
          kind={imported}
          close={() => {
            setImporting(false);
            void refresh();
            void changed();
          }}
        />
      )}
    </>
  );
}
