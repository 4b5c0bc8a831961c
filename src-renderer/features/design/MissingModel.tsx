/** Says of a kick whose model is not here why it cannot be shaped, and where that can be put right. */

import { showModels } from '../../app/actions.ts';
import { useApp, useSession } from '../../app/context.ts';
import { Button } from '../../components/Button.tsx';
import { current } from '../../session/steps.ts';
import { MODEL_EXTENSION } from '../models/models.ts';

export function MissingModel() {
  const app = useApp();
  const step = useSession((state) => current(state.steps));
  if (step === null || step.shapeable) return null;
  const { bundleName, bundleId } = step.kick;
  return (
    <section className="design-missing" aria-label="Its model is missing">
      <p role="status">
        Made with the model <b>{bundleName}</b> <span className="figure">{bundleId.slice(0, 8)}</span>, which is not here.
        It plays and can be saved; once that model&rsquo;s {MODEL_EXTENSION} file is installed it can be shaped again.
      </p>
      <Button onClick={() => { showModels(app); }}>Models</Button>
    </section>
  );
}
