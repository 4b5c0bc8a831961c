/** On which terms the sounds may be used: asked once, before the first training on them, and carried into all that comes of it. */

import type { DatasetLicence } from '../../../src-preload/contract/datasets.ts';
import { Field } from '../../components/Field.tsx';

export type Terms = DatasetLicence;

export const NO_TERMS: Terms = { text: '', source: '', credits: '' };

/** What is meant most. */
const COMMON = ['My own recordings', 'CC0-1.0', 'CC-BY-4.0', 'Royalty-free sample pack'];

export function LicenceFields({ terms, onChange }: { terms: Terms; onChange: (terms: Terms) => void }) {
  return (
    <fieldset className="train-licence">
      <legend>On which terms may these sounds be used?</legend>
      <p>Asked once. It is written into the model, and into every file and pack made with it.</p>
      <Field label="Terms" required list="train-terms" maxLength={2000} value={terms.text} onChange={(event) => { onChange({ ...terms, text: event.currentTarget.value }); }} />
      <datalist id="train-terms">{COMMON.map((each) => <option key={each} value={each} />)}</datalist>
      <div className="train-pair">
        <Field label="Where they come from" maxLength={2000} value={terms.source} onChange={(event) => { onChange({ ...terms, source: event.currentTarget.value }); }} />
        <Field label="Whom to credit" maxLength={2000} value={terms.credits} onChange={(event) => { onChange({ ...terms, credits: event.currentTarget.value }); }} />
      </div>
    </fieldset>
  );
}
