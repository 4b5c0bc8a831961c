/** Packs: many kicks at once, chosen, named and written to be given away. */

import { useEffect } from 'react';
import { useApp, usePacks } from '../../app/context.ts';
import { ScreenHeading } from '../../app/ScreenHeading.tsx';
import { Panel } from '../../components/Panel.tsx';
import { PackForm } from './PackForm.tsx';
import { PackRun } from './PackRun.tsx';
import './PacksScreen.css';

export function PacksScreen() {
  const { packs } = useApp();
  const status = usePacks((state) => state.status);
  useEffect(() => void packs.refresh(), [packs]);
  return (
    <main className="screen">
      <header className="screen-head">
        <ScreenHeading>Packs</ScreenHeading>
      </header>
      <div className="screen-body packs">
        <Panel title="A new pack">
          <PackForm running={status?.state === 'running'} />
        </Panel>
        <Panel title="The latest pack">
          {status !== null && <PackRun status={status} />}
        </Panel>
      </div>
    </main>
  );
}
