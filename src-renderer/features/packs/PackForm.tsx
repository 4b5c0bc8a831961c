/** What a pack is built with. */

import { Package } from 'lucide-react';
import { useEffect, useId, useState, type ReactNode, type SyntheticEvent } from 'react';
import { CATEGORIES } from '../../../src-preload/contract/categories.ts';
import { LICENCE_NAMES, MOST_PACK_KICKS, NAME_TOKENS } from '../../../src-preload/contract/pack-names.ts';
import { PACK_THEMES, themeOf, THEME_NAMES } from '../../../src-preload/contract/pack-themes.ts';
import { SCALE_NAMES, TONICS } from '../../../src-preload/contract/shape.ts';
import { WAV_RATES } from '../../../src-preload/contract/wav-formats.ts';
import { useApp, usePacks } from '../../app/context.ts';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { Field } from '../../components/Field.tsx';
import { Switch } from '../../components/Switch.tsx';
import { askedOf, countOf, FIRST_FORM, type PackForm as Form } from './form.ts';
import { PackNames } from './PackNames.tsx';

export function PackForm({ running }: { running: boolean }) {
  const { packs } = useApp();
  const selection = usePacks((state) => state.selection);
  const preview = usePacks((state) => state.preview);
  const [form, setForm] = useState<Form>(FIRST_FORM);
  const set = <K extends keyof Form>(name: K, value: Form[K]): void => { setForm((before) => ({ ...before, [name]: value })); };
  const field = (name: 'count' | 'seed' | 'loudness' | 'ceiling' | 'name' | 'template' | 'holder' | 'out') =>
    ({ value: form[name], disabled: running, onChange: (event: { currentTarget: HTMLInputElement }) => { set(name, event.currentTarget.value); } });
  const { name, template } = form;
  const count = countOf(form, selection);
  useEffect(() => { packs.previewNames({ name, template, count }); }, [packs, name, template, count]);
  const folder = preview === null || 'error' in preview ? '' : preview.folder;
  const themed = selection.length === 0;

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void packs.start(askedOf(form, selection, folder));
  };
  return (
    <form className="packs-form" onSubmit={submit}>
      {themed ? (
        <Labelled label="Theme" note={PACK_THEMES.find((theme) => theme.name === form.theme)?.doc}>
          <Choice name="Theme" value={form.theme} options={THEME_NAMES.map((value) => ({ value, label: value }))} onChange={(theme) => { set('theme', theme); }} />
        </Labelled>
      ) : (
        <Labelled label={`${String(selection.length)} saved ${selection.length === 1 ? 'sound' : 'sounds'}`} note={form.vary === 0 ? 'Each as it was heard.' : 'New ones around them.'}>
          <span className="packs-row">
            <Choice
              name="Made of the selection"
              value={String(form.vary)}
              options={[{ value: '0', label: 'As they are' }, { value: '0.3', label: 'Near' }, { value: '0.6', label: 'Around' }]}
              onChange={(vary) => { set('vary', Number(vary)); }}
            />
            <Button onClick={() => { packs.chooseSelection([]); }}>Use a theme instead</Button>
          </span>
        </Labelled>
      )}
      <div className="packs-numbers">
        <Field label="Sounds" type="number" min={1} max={MOST_PACK_KICKS} required {...field('count')} disabled={running || (!themed && form.vary === 0)} value={String(count === Number(form.count) ? form.count : count)} />
        <Field label="Seed" type="number" min={0} required {...field('seed')} />
        <Picked label="Key" disabled={running} value={form.key?.tonic ?? ''} options={[['', 'Each its own'], ...TONICS.map((tonic) => [tonic, tonic] as const)]} onPick={(tonic) => { set('key', tonic === '' ? null : { scale: 'minor', ...form.key, tonic: tonic as (typeof TONICS)[number] }); }} />
        <Picked label="Scale" disabled={running || form.key === null} value={form.key?.scale ?? 'minor'} options={SCALE_NAMES.map((scale) => [scale, scale] as const)} onPick={(scale) => { if (form.key !== null) set('key', { ...form.key, scale: scale as (typeof SCALE_NAMES)[number] }); }} />
      </div>
      <Labelled label="Parts of each kind" note="Empty: those of the theme.">
        <div className="packs-mix">
          {CATEGORIES.map((kind) => (
            <Field
              key={kind}
              label={kind}
              type="number"
              min={0}
              step="any"
              disabled={running || (!themed && form.vary === 0)}
              placeholder={themed ? String(themeOf(form.theme).mix[kind] ?? (Object.keys(themeOf(form.theme).mix).length === 0 ? '' : 0)) : ''}
              value={form.mix[kind] ?? ''}
              onChange={(event) => { set('mix', { ...form.mix, [kind]: event.currentTarget.value }); }}
            />
          ))}
        </div>
      </Labelled>
      <div className="packs-numbers">
        <Field label="Loudness, LUFS" type="number" min={-40} max={-4} step={0.1} placeholder="its own" {...field('loudness')} />
        <Field label="True peak, dBTP" type="number" min={-12} max={0} step={0.1} required {...field('ceiling')} />
        <Picked label="Format" disabled={running} value={form.format} options={[['wav16', '16 bit'], ['wav24', '24 bit'], ['wav32f', '32 bit float']]} onPick={(format) => { set('format', format as Form['format']); }} />
        <Picked label="Sample rate" disabled={running} value={String(form.rate)} options={WAV_RATES.map((rate) => [String(rate), `${String(rate / 1000)} kHz`] as const)} onPick={(rate) => { set('rate', Number(rate) as Form['rate']); }} />
      </div>
      <Field label="Name of the pack" required maxLength={60} {...field('name')} />
      <Field label="Names of its files" note={Object.keys(NAME_TOKENS).map((token) => `{${token}}`).join(' ')} required maxLength={120} {...field('template')} aria-invalid={preview !== null && 'error' in preview} />
      <PackNames preview={preview} />
      <div className="packs-pair">
        <Picked label="Licence" disabled={running} value={form.licence} options={LICENCE_NAMES.map((licence) => [licence, licence] as const)} onPick={(licence) => { set('licence', licence as Form['licence']); }} />
        <Field label="Whose pack it is" placeholder="for its licence" maxLength={120} {...field('holder')} />
      </div>
      <Field label="Folder" note="An empty one; it is made where it is not there." placeholder={folder} {...field('out')} />
      <Switch label="As one zip archive" note="instead of files" checked={form.zip} disabled={running} onChange={(zip) => { set('zip', zip); }} />
      <div className="packs-build">
        <Button type="submit" primary icon={<Package size={16} />} disabled={running || preview === null || 'error' in preview}>Build the pack</Button>
      </div>
    </form>
  );
}

function Labelled({ label, note, children }: { label: string; note?: string | undefined; children: ReactNode }) {
  return (
    <div className="field">
      <span className="packs-label">{label}</span>
      {children}
      {note !== undefined && <small>{note}</small>}
    </div>
  );
}

interface PickedProps {
  label: string;
  value: string;
  disabled: boolean;
  options: readonly (readonly [value: string, label: string])[];
  onPick: (value: string) => void;
}

function Picked({ label, value, disabled, options, onPick }: PickedProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="packs-select" value={value} disabled={disabled} onChange={(event) => { onPick(event.currentTarget.value); }}>
        {options.map(([each, text]) => <option key={each} value={each}>{text}</option>)}
      </select>
    </div>
  );
}
