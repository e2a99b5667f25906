/** Commerce parameters: what is to be applied, its keys, and the tab Posting beside what each register runs. */
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { Icon } from '../icons.tsx';
import { FaultNotice, Notice } from '../notice.tsx';
import { useOffice } from '../session.tsx';
import { useWords } from '../text/language.ts';
import { useTitle } from '../title.ts';
import { kinds } from './draft.ts';
import type { Editing } from './editing.ts';
import { VersionHistory } from './history.tsx';
import { fieldId, PostingRule } from './posting.tsx';
import { useKeptEditing } from './provider.tsx';
import { RegisterVersions } from './runs.tsx';

export function CommerceParameters() {
  const { editing, fault } = useKeptEditing();
  const { open } = useOffice();
  const say = useWords();
  const title = say('office:parameters');
  useTitle(title, open);
  if (editing === null) {
    return (
      <main className="desk">
        <div className="top">
          <div className="row">
            <h1>{title}</h1>
          </div>
        </div>
        {fault !== null && <FaultNotice fault={fault} />}
      </main>
    );
  }
  return <ParametersForm editing={editing} />;
}

function ParametersForm(props: { readonly editing: Editing }) {
  const { editing } = props;
  const { state, edited, pending, overtaken } = editing;
  const { saved, applied, currency } = state;
  const say = useWords();
  const readOnly = !useOffice().may('parameters');
  return (
    <main className="desk">
      <Tabs className="tabbed" defaultSelectedKey="posting">
        <div className="top">
          <div className="row">
            <div className="title">
              <h1>{say('office:parameters')}</h1>
              <Standing editing={editing} />
            </div>
            <div className="keys">
              {readOnly ? (
                <span className="say">{say('posting:readOnly')}</span>
              ) : (
                <ParameterKeys editing={editing} />
              )}
            </div>
          </div>
          <TabList className="tabs" aria-label={say('office:parameters')}>
            <Tab id="posting">{say('posting:posting')}</Tab>
          </TabList>
        </div>
        {editing.fault !== null && !overtaken && <FaultNotice fault={editing.fault} />}
        {overtaken && <Overtaken editing={editing} />}
        <TabPanel id="posting" className="params">
          <div>
            {kinds.map((kind) => (
              <PostingRule key={kind} kind={kind} editing={editing} readOnly={readOnly} />
            ))}
            <VersionHistory newest={`${saved.version}.${applied.version}`} currency={currency} />
          </div>
          <RegisterVersions next={pending ? saved.version + (edited ? 1 : 0) : null} />
        </TabPanel>
      </Tabs>
    </main>
  );
}

/** One line beside the title: what is not applied yet, or what was just done. */
function Standing(props: { readonly editing: Editing }) {
  const { changes, done, edited } = props.editing;
  const say = useWords();
  const count = changes.length;
  return (
    <output className="standing">
      {count > 0 && (
        <span className="changed">
          {say(edited ? 'posting:changes' : 'posting:waiting', { count })}
        </span>
      )}
      {done !== null && (count === 0 || done.act === 'cacheReset') && (
        <span className="fine">
          <Icon of="check" size={16} />
          {done.act === 'cacheReset'
            ? say('posting:cacheReset')
            : say(`posting:${done.act}`, { version: done.version })}
        </span>
      )}
    </output>
  );
}

function ParameterKeys(props: { readonly editing: Editing }) {
  const { editing } = props;
  const { busy, edited, pending, flaws } = editing;
  const say = useWords();
  const unlessFlawed = (work: () => Promise<void>) => async () => {
    const flaw = flaws[0];
    if (flaw === undefined) await work();
    else document.querySelector<HTMLElement>(`#${fieldId(flaw.kind, flaw.part)}`)?.focus();
  };
  const save = unlessFlawed(editing.save);
  const saveAndApply = unlessFlawed(editing.saveAndApply);
  return (
    <>
      <Button className="key plain" isDisabled={!edited || busy} onPress={editing.discard}>
        {say('posting:discard')}
      </Button>
      <Button className="key" isPending={busy} onPress={() => void editing.resetCache()}>
        {say('posting:resetCache')}
      </Button>
      <MenuTrigger>
        <Button className="key square" aria-label={say('posting:more')}>
          <Icon of="more" />
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu" disabledKeys={edited && !busy ? [] : ['save']}>
            <MenuItem id="save" className="menu-item" onAction={() => void save()}>
              {say('posting:save')}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      <Button
        className="key main"
        isDisabled={!pending}
        isPending={busy}
        onPress={() => void saveAndApply()}
      >
        {say('posting:saveAndApply')}
      </Button>
    </>
  );
}

function Overtaken(props: { readonly editing: Editing }) {
  const { state, discard, keepMine } = props.editing;
  const say = useWords();
  const keys = (
    <>
      <Button className="key plain" onPress={discard}>
        {say('posting:showTheirs')}
      </Button>
      <Button className="key" onPress={keepMine}>
        {say('posting:keepMine')}
      </Button>
    </>
  );
  return (
    <Notice tone="news" keys={keys}>
      {say('posting:overtaken', { version: state.saved.version, name: state.savedBy ?? '–' })}
    </Notice>
  );
}
