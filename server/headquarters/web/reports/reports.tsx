/** Reports, one beside the other as tabs; the address names the one that is shown. */
import type { ComponentType } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { addressOf } from '../address.ts';
import { useOffice } from '../session.tsx';
import { useWords } from '../text/language.ts';
import { useTitle } from '../title.ts';
import { Liability } from './liability.tsx';
import { LockAges } from './lockage.tsx';
import { Movements } from './movements.tsx';
import { OfflineShare } from './offlineshare.tsx';

const reports = ['liability', 'movements', 'offlineShare', 'lockAge'] as const;
type ReportName = (typeof reports)[number];
const contents: Readonly<Record<ReportName, ComponentType>> = {
  liability: Liability,
  movements: Movements,
  offlineShare: OfflineShare,
  lockAge: LockAges,
};

export function ReportPage(props: { readonly rest: string }) {
  const { open } = useOffice();
  const say = useWords();
  const shown = reports.find((one) => one === props.rest) ?? 'liability';
  const title = say('reports:reports');
  useTitle(`${say(`reports:${shown}`)} · ${title}`, open);
  return (
    <main className="desk">
      <Tabs
        className="tabbed"
        selectedKey={shown}
        onSelectionChange={(key) => {
          location.hash = addressOf('reports', String(key));
        }}
      >
        <div className="top">
          <div className="row">
            <h1>{title}</h1>
          </div>
          <TabList className="tabs" aria-label={title}>
            {reports.map((name) => (
              <Tab key={name} id={name}>
                {say(`reports:${name}`)}
              </Tab>
            ))}
          </TabList>
        </div>
        {reports.map((name) => {
          const Content = contents[name];
          return (
            <TabPanel key={name} id={name} className="list">
              <Content />
            </TabPanel>
          );
        })}
      </Tabs>
    </main>
  );
}
