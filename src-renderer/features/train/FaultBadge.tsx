/** A fault by its name; one that is dealt with is struck through and ticked, so that it is not told by colour alone. */

import { Check, TriangleAlert } from 'lucide-react';
import { FAULTS, type FaultCode } from '../../../src-preload/contract/faults.ts';

export function FaultBadge({ code, settled }: { code: FaultCode; settled: boolean }) {
  return (
    <span className="fault-badge" data-settled={settled} title={FAULTS[code].why}>
      {settled ? <Check size={12} aria-hidden /> : <TriangleAlert size={12} aria-hidden />}
      <span className="fault-name">{FAULTS[code].label}</span>
      {settled && <span className="visually-hidden">, dealt with</span>}
    </span>
  );
}
