/** The course of the loss through the run, on a logarithmic axis. */

import { Figure } from '../../components/Figure.tsx';
import { pathOf, type Course } from './course.ts';

export function LossChart({ course }: { course: Course }) {
  const losses = course.points.map(({ loss }) => loss);
  const [highest, lowest, last] = [Math.max(...losses), Math.min(...losses), losses[losses.length - 1]].map((loss) => loss.toPrecision(3));
  return (
    <figure className="loss">
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" role="img" aria-label={`Loss: highest ${highest}, lowest ${lowest}, now ${last}`}>
        <path d={pathOf(course)} vectorEffect="non-scaling-stroke" />
      </svg>
      <figcaption>
        <span>Loss, <Figure number={highest} unit="" /> at most</span>
        <span>now <Figure number={last} unit="" /></span>
      </figcaption>
    </figure>
  );
}
