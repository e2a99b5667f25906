/** A FastTab: a section that opens and closes, and says in its head what matters while it is closed. */
import { useState, type ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { Icon } from '../icons.tsx';

export function FastTab(props: {
  readonly title: string;
  readonly open?: boolean;
  /** Cannot be closed for now, because something in it must be put right. */
  readonly held?: boolean;
  /** Stands at the right end of the head; `isOpen` tells whether the content can be seen. */
  readonly say: (isOpen: boolean) => ReactNode;
  readonly children: ReactNode;
}) {
  const [open, setOpen] = useState(props.open ?? false);
  return (
    <Disclosure
      className="fast"
      isExpanded={open || props.held === true}
      onExpandedChange={setOpen}
    >
      {({ isExpanded }) => (
        <>
          <div className="fast-head">
            <Heading level={2}>
              <Button slot="trigger" className="fast-key">
                <Icon of="down" />
                {props.title}
              </Button>
            </Heading>
            {props.say(isExpanded)}
          </div>
          <DisclosurePanel>
            <div className="fast-body">{props.children}</div>
          </DisclosurePanel>
        </>
      )}
    </Disclosure>
  );
}
