/** The side bar: the pages of the office, the language, and the account with the look of the page. */
import {
  Button,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  type Selection,
} from 'react-aria-components';
import { useCallback } from 'react';
import { headOfficePaths, overviewSchema } from '../../../shared/wire/headoffice.ts';
import { looks, useDisplay } from './display.tsx';
import { Icon, Mark } from './icons.tsx';
import { LanguageSwitch } from './languageswitch.tsx';
import { officePages } from './pages/list.ts';
import type { OfficePage } from './pages/page.ts';
import { usePolled } from './poll.ts';
import { addressOf } from './address.ts';
import { useOffice } from './session.tsx';
import { initials } from '../../../shared/notation.ts';
import { useWords } from './text/language.ts';

/** How often the counts beside the names are asked for, milliseconds. */
const pause = 15_000;

export function SideBar(props: { readonly at: OfficePage }) {
  const { read, open } = useOffice();
  const say = useWords();
  const question = useCallback(() => read(headOfficePaths.overview, overviewSchema), [read]);
  const { value } = usePolled(question, pause, open);
  return (
    <div className="side">
      <div className="brand">
        <Mark />
        <strong>{say('office:headOffice')}</strong>
      </div>
      <nav aria-label={say('office:navigation')}>
        {officePages.map((page, index) => (
          <a
            key={page.id}
            href={addressOf(page.id)}
            className={page.group === officePages[index - 1]?.group ? undefined : 'begins'}
            aria-current={page.id === props.at.id ? 'page' : undefined}
          >
            <Icon of={page.icon} />
            <span className="side-name">{say(page.name)}</span>
            {value !== null && <Waiting count={page.waiting?.(value) ?? 0} />}
          </a>
        ))}
      </nav>
      <LanguageSwitch />
      <AccountMenu />
    </div>
  );
}

function Waiting({ count }: { readonly count: number }) {
  return count === 0 ? null : <span className="waiting num">{count}</span>;
}

function AccountMenu() {
  const { account, signOut } = useOffice();
  const { look, setLook } = useDisplay();
  const say = useWords();
  const choose = (keys: Selection): void => {
    const found = looks.find((one) => keys !== 'all' && keys.has(one));
    if (found !== undefined) setLook(found);
  };
  return (
    <MenuTrigger>
      <Button className="me">
        <span className="face" aria-hidden="true">
          {initials(account.name)}
        </span>
        <span>
          <strong>{account.name}</strong>
          <small>{say(`office:${account.role}`)}</small>
        </span>
      </Button>
      <Popover className="popover" placement="top start">
        <Menu className="menu" aria-label={say('office:account')}>
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[look]}
            onSelectionChange={choose}
          >
            <Header className="menu-head">{say('office:look')}</Header>
            {looks.map((one) => (
              <MenuItem key={one} id={one} className="menu-item">
                <Icon of="check" size={16} />
                {say(`office:${one}`)}
              </MenuItem>
            ))}
          </MenuSection>
          <MenuSection>
            <MenuItem id="signOut" className="menu-item ruled" onAction={() => void signOut()}>
              {say('office:signOut')}
            </MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
