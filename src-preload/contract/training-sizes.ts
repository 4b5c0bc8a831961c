/** How many sounds a training takes, and how many it takes to be good. */

/** With fewer a training is refused: 32 latent numbers would describe the files rather than the sound. */
export const LEAST_SOUNDS = 20;

/** With fewer a model is told to be poor: it describes these sounds rather than their kind. */
export const FEW_SOUNDS = 60;
