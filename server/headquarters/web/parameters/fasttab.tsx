/** A FastTab: a section that opens and closes, and says in its head what matters while it is closed. */
import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { Icon } from '../icons.tsx';

export function FastTab(props: {
  readonly title: string;
  readonly open?: boolean;
  /** Stands at the right end of the head; `isOpen` tells whether the content can be seen. */
  readonly say: (isOpen: boolean) => ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <Disclosure className="fast" defaultExpanded={props.open ?? false}>
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
