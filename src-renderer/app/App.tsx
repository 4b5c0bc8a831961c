/** The frame of every screen: rail, the screen itself, the saved kicks, the transport. */

import { Tooltip } from 'radix-ui';
import { Suspense, useEffect, useRef, useState } from 'react';
import { SavedColumn } from '../features/library/SavedColumn.tsx';
import { SavedDrawer } from '../features/library/SavedDrawer.tsx';
import './App.css';
import { FilesMenu } from './drag/FilesMenu.tsx';
import { DropZone } from './DropZone.tsx';
import { ForeignKickDialog } from './ForeignKickDialog.tsx';
import { useHash } from './navigation.ts';
import { Rail } from './Rail.tsx';
import { SCREENS } from './screens.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { Transport } from './transport/Transport.tsx';
import { useNarrow } from './useNarrow.ts';
import { useAppCommands } from './useAppCommands.ts';
import { useMenu, useSingleKeys } from './useKeys.ts';
import { usePianoKeys } from './usePianoKeys.ts';

export function App() {
  const search = useRef<HTMLInputElement>(null);
  const [helpOpen, setHelpOpen] = useState(false);
  const [drawerOpen, setDrawerOpen] = useState(false);
  const narrow = useNarrow();
  const hash = useHash();
  const screen = SCREENS.find(({ href }) => href === hash) ?? SCREENS[0];
  const { Screen, name, saved } = screen;
  useEffect(() => {
    document.title = `${name} \u2013 Kicklab`;
  }, [name]);
  const inDrawer = saved && narrow;
  const openers = {
    openHelp: () => { setHelpOpen(true); },
    openSearch: () => {
      // In the drawer the field takes the focus by itself, being the first thing in it.
      if (inDrawer) setDrawerOpen(true);
      else if (saved) search.current?.focus();
      else location.hash = '#library';
    },
  };
  return (
    <Tooltip.Provider delayDuration={500}>
      <DropZone>
        <Keys {...openers} />
        <div className="frame">
          <Rail current={screen} />
          {/* A screen may bring code of its own along. */}
          <Suspense fallback={<main className="screen-coming" aria-busy />}>
            <Screen />
          </Suspense>
          {saved && !narrow && <SavedColumn searchRef={search} />}
          {inDrawer && <SavedDrawer open={drawerOpen} onOpenChange={setDrawerOpen} />}
          <Transport
            onHelp={openers.openHelp}
            drawer={inDrawer ? { open: drawerOpen, toggle: () => { setDrawerOpen((open) => !open); } } : null}
          />
        </div>
      </DropZone>
      <FilesMenu />
      <ForeignKickDialog />
      <ShortcutsDialog open={helpOpen} onOpenChange={setHelpOpen} />
    </Tooltip.Provider>
  );
}

/** Stands before the screen: what a screen says of an action is said after this, and counts. */
function Keys(openers: { openHelp: () => void; openSearch: () => void }) {
  useAppCommands(openers);
  usePianoKeys();
  useSingleKeys();
  useMenu();
  return null;
}
