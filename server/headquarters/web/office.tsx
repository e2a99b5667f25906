/** The frame of the office: side bar on the left, the chosen page on the right. */
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
import { CommerceParameters } from './parameters/parameters.tsx';
import { useOffice } from './session.tsx';
import { initials } from './text/format.ts';
import { useWords } from './text/language.ts';

export function HeadOffice() {
  const { open } = useOffice();
  return (
    <div className="office" hidden={!open}>
      <SideBar />
      <CommerceParameters />
    </div>
  );
}

function SideBar() {
  const say = useWords();
  return (
    <div className="side">
      <div className="brand">
        <Mark />
        <strong>{say('office:headOffice')}</strong>
      </div>
      <nav aria-label={say('office:navigation')}>
        <a href="#parameters" aria-current="page">
          <Icon of="sliders" />
          {say('office:parameters')}
        </a>
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
