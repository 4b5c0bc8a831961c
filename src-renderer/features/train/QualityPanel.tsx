/** How far a model may be trusted: each figure with its level in words, what it says, and from where on it would be better. */

import { Check, Minus, TriangleAlert } from 'lucide-react';
import { useRuns } from './useTrain.ts';
import { Figure } from '../../components/Figure.tsx';
import { boundsTold, LEVEL_WORDS, valueOf } from './quality-view.ts';
import './QualityPanel.css';

const ICONS = { good: Check, fair: Minus, poor: TriangleAlert };

export function QualityPanel() {
  const card = useRuns((state) => state.quality);
  if (card === null) return null;
  return (
    <section className="quality" aria-label="How far it may be trusted">
      <h3>How far it may be trusted</h3>
      {card.warnings.map((warning) => <p key={warning} className="quality-warning"><TriangleAlert size={16} aria-hidden />{warning}</p>)}
      <ul>
        {card.figures.map((figure) => {
          const { key, label, level, means } = figure;
          const Icon = level === null ? null : ICONS[level];
          const bounds = boundsTold(figure);
          return (
            <li key={key}>
              <span>{label}</span>
              <Figure {...valueOf(figure)} />
              <span className="quality-level" data-level={level ?? 'none'} {...(bounds === null ? {} : { title: bounds })}>
                {Icon !== null && <Icon size={14} aria-hidden />}
                {level !== null && LEVEL_WORDS[level]}
              </span>
              <small>{means}{bounds !== null && ` (${bounds})`}</small>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
