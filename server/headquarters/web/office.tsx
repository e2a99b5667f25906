/** The frame of the office: side bar on the left, the chosen page on the right. */
import { InstrumentList } from './instruments/instruments.tsx';
import { useEditing } from './parameters/editing.ts';
import { CommerceParameters } from './parameters/parameters.tsx';
import { useOfficePage } from './route.ts';
import { useOffice } from './session.tsx';
import { SideBar } from './sidebar.tsx';

export function HeadOffice() {
  const { open } = useOffice();
  const page = useOfficePage();
  // Stands here so that what is being edited outlives a look at another page.
  const parameters = useEditing();
  return (
    <div className="office" hidden={!open}>
      <SideBar at={page} />
      {page === 'parameters' && <CommerceParameters {...parameters} />}
      {page === 'giftCards' && <InstrumentList key={page} kind="giftCard" />}
      {page === 'creditMemos' && <InstrumentList key={page} kind="creditMemo" />}
    </div>
  );
}
