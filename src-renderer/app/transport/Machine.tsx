/** Which model and provider answered, and how fast. */

import { Figure } from '../../components/Figure.tsx';
import { AboutModel } from '../../features/model/AboutModel.tsx';
import { useSession } from '../context.ts';
import { PROVIDER_NAMES } from '../providers.ts';

export function Machine() {
  const model = useSession((state) => state.model);
  const ms = useSession((state) => state.lastMs);
  if (model === null) return <p className="machine">Opening the model&hellip;</p>;
  return (
    <div className="machine" title="Model, what it runs on, and how long the last sound took to make">
      <AboutModel model={model} />
      <span className="figure">{PROVIDER_NAMES[model.provider]}</span>
      <span className="machine-time">{ms !== null && <Figure number={ms.toFixed(0)} unit="ms" />}</span>
    </div>
  );
}
