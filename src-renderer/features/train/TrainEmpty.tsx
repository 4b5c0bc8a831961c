/** The screen before anything was brought in: what it is for, and the one thing to do. */

import { BringForm } from './BringForm.tsx';

export function TrainEmpty() {
  return (
    <section className="train-empty" aria-label="A model of your own sounds">
      <h2>A model of your own sounds</h2>
      <p>
        A model learns what its sounds have in common; everything on the other screens is made by one. The shipped model knows kicks of all
        kinds. Train one on your own and it makes yours.
      </p>
      <ol>
        <li><strong>Bring sounds in.</strong> Twenty one-shots are enough to begin; the more, the better. They are looked over for copies, silence, clipping, cut tails and the like.</li>
        <li><strong>Train.</strong> A first listen takes some minutes on this machine, a model to work with an hour. You can go on playing meanwhile.</li>
        <li><strong>Listen, and judge.</strong> The model says how far it may be trusted, and you make it yours with one press.</li>
      </ol>
      <BringForm to="new" />
    </section>
  );
}
