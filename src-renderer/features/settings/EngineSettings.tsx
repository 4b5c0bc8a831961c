/** What kicks are made on: the choice, what of it is there, and what is at work. */

import { useEffect, useState } from 'react';
import type { Output } from '../../../src-preload/contract/verbs.ts';
import type { ProgramSettings } from '../../../src-preload/contract/settings.ts';
import { useApp, useSession, useSettings } from '../../app/context.ts';
import { PROVIDER_NAMES } from '../../app/providers.ts';
import { Options } from '../../components/Options.tsx';
import { Panel } from '../../components/Panel.tsx';

type Report = Output<'system', 'doctor'>['providers'][number];
type Provider = ProgramSettings['provider'];

/** Another provider takes over once it has proved itself, which nobody tells. */
const LOOK_MS = 2000;

export function EngineSettings() {
  const { session, settings } = useApp();
  const known = useSettings((state) => state.known);
  const model = useSession((state) => state.model);
  const reports = useProviders();
  useEffect(() => {
    const look = setInterval(() => void session.refreshModel(), LOOK_MS);
    return () => { clearInterval(look); };
  }, [session]);
  const settle = async (provider: Provider): Promise<void> => {
    await settings.settle({ provider });
    await session.refreshModel();
  };
  const chosen = known?.settings.provider ?? 'auto';
  const told = known?.startedWith.provider ?? null;
  return (
    <Panel title="Sound engine">
      <Options
        name="Sounds are made on"
        value={chosen}
        options={[{ value: 'auto', label: 'Automatic', note: 'the fastest that works' }, ...optionsOf(reports, chosen)]}
        onChange={(provider) => void settle(provider)}
      />
      <p role="status">
        {told !== null
          ? `This start was told to use ${nameOf(told)}; the choice counts from the next one without that.`
          : model !== null && `At work now: ${PROVIDER_NAMES[model.provider]}.`}
      </p>
      <p>What goes to a file, into the library or into a pack is always made on the CPU, so that it repeats.</p>
    </Panel>
  );
}

const nameOf = (provider: string): string => (PROVIDER_NAMES as Record<string, string>)[provider] ?? provider;

/** What is known of each; before anything is, the CPU, which is always there, and what was chosen. */
function optionsOf(reports: readonly Report[] | null, chosen: Provider) {
  if (reports === null) {
    const names = chosen === 'auto' || chosen === 'cpu' ? (['cpu'] as const) : [chosen, 'cpu' as const];
    return names.map((name) => ({ value: name, label: PROVIDER_NAMES[name], note: 'trying what this machine has\u2026' }));
  }
  return reports.map(({ name, available, ms, reason }) => ({
    value: name,
    label: PROVIDER_NAMES[name],
    note: available ? (ms === null ? 'always there' : `${ms.toFixed(1)} ms a sound`) : `not here: ${reason ?? 'it does not answer'}`,
    disabled: !available && name !== chosen,
  }));
}

/** Tried once as long as the page stands: it takes seconds, and the machine stays the same. */
let tried: Promise<readonly Report[] | null> | null = null;

function useProviders(): readonly Report[] | null {
  const { api } = useApp().connection;
  const [reports, setReports] = useState<readonly Report[] | null>(null);
  useEffect(() => {
    let here = true;
    tried ??= api.system.doctor({}).then((result) => {
      if (result.ok) return result.value.providers;
      tried = null;
      return null;
    });
    void tried.then((all) => { if (here) setReports(all); });
    return () => { here = false; };
  }, [api]);
  return reports;
}
