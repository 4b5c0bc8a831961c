/** The frame of every screen: rail, the screen itself, the saved kicks, the transport. */

import { Tooltip } from 'radix-ui';
import { useRef, useState } from 'react';
import { DesignScreen } from '../features/design/DesignScreen.tsx';
import { SavedColumn } from '../features/library/SavedColumn.tsx';
import { SavedDrawer } from '../features/library/SavedDrawer.tsx';
import './App.css';
import { DropZone } from './DropZone.tsx';
import { Rail } from './Rail.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { Transport } from './Transport.tsx';
import { useNarrow } from './useNarrow.ts';
import { useMenu, useSingleKeys } from './useKeys.ts';

export function App() {
  const search = useRef<HTMLInputElement>(null);
  const [helpOpen, setHelpOpen] = useState(false);
  const [drawerOpen, setDrawerOpen] = useState(false);
  const narrow = useNarrow();
  const openers = {
    openHelp: () => { setHelpOpen(true); },
    openSearch: () => {
      // In the drawer the field takes the focus by itself, being the first thing in it.
      if (narrow) setDrawerOpen(true);
      else search.current?.focus();
    },
  };
  useSingleKeys(openers);
  useMenu(openers);
  return (
    <Tooltip.Provider delayDuration={500}>
      <DropZone>
        <div className="frame">
          <Rail />
          <DesignScreen />
          {narrow ? <SavedDrawer open={drawerOpen} onOpenChange={setDrawerOpen} /> : <SavedColumn searchRef={search} />}
          <Transport
            onHelp={openers.openHelp}
            drawer={narrow ? { open: drawerOpen, toggle: () => { setDrawerOpen((open) => !open); } } : null}
          />
        </div>
      </DropZone>
      <ShortcutsDialog open={helpOpen} onOpenChange={setHelpOpen} />
    </Tooltip.Provider>
  );
}
