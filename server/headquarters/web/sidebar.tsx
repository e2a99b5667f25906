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
import { looks, useDisplay } from './display.tsx';
import { Icon, Mark } from './icons.tsx';
import { LanguageSwitch } from './languageswitch.tsx';
import { pages, type OfficePage } from './route.ts';
import { useOffice } from './session.tsx';
import { initials } from '../../../shared/notation.ts';
import { useWords, type Word } from './text/language.ts';

const entries = {
  giftCards: { icon: 'gift', name: 'instruments:giftCards' },
  creditMemos: { icon: 'memo', name: 'instruments:creditMemos' },
  parameters: { icon: 'sliders', name: 'office:parameters' },
} as const satisfies Record<OfficePage, { icon: string; name: Word }>;

export function SideBar(props: { readonly at: OfficePage }) {
  const say = useWords();
  return (
    <div className="side">
      <div className="brand">
        <Mark />
        <strong>{say('office:headOffice')}</strong>
      </div>
      <nav aria-label={say('office:navigation')}>
        {pages.map((page) => (
          <a key={page} href={`#${page}`} aria-current={page === props.at ? 'page' : undefined}>
            <Icon of={entries[page].icon} />
            {say(entries[page].name)}
          </a>
        ))}
      </nav>
      <LanguageSwitch />
      <AccountMenu />
    </div>
  );
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
