/** The frame of the office: side bar on the left, the chosen page on the right. */
import { Suspense } from 'react';
import { Broken } from './broken.tsx';
import { EditingProvider } from './parameters/provider.tsx';
import { useRoute } from './route.ts';
import { useOffice } from './session.tsx';
import { SideBar } from './sidebar.tsx';

export function HeadOffice() {
  const { open } = useOffice();
  const { page, rest } = useRoute();
  return (
    // Stands here so that what is being edited outlives a look at another page.
    <EditingProvider shown={page.id === 'parameters'}>
      <div className="office" hidden={!open}>
        <SideBar at={page} />
        <Broken key={page.id}>
          <Suspense fallback={<main className="desk" aria-busy="true" />}>
            <page.Content rest={rest} />
          </Suspense>
        </Broken>
      </div>
    </EditingProvider>
  );
}
