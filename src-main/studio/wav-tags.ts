/** What a WAV file of Kicklab tells people and other programs: `bext`, `LIST INFO` and `smpl`. All of it follows from what is written, none from a clock. */

import { capital, wordsOf } from '../../src-preload/contract/instrument-words.ts';
import { noteOf, midiOf } from '../audio/note.ts';
import type { Delivered } from '../audio/deliver.ts';
import { writeBext } from '../audio/wav-chunks/bext.ts';
import { writeInfo } from '../audio/wav-chunks/info.ts';
import { writeSmpl } from '../audio/wav-chunks/smpl.ts';
import type { Undelivered } from './provenance.ts';

export interface Tagged extends Pick<Delivered, 'sampleRate' | 'truePeakDb' | 'loudnessLufs'> {
  /** Of a sample in the file. */
  bits: number;
  title: string;
  provenance: Undelivered;
}

/** MIDI notes are 0 to 127, with the fraction above the last. */
const HIGHEST = 128;

export function tagChunks({ sampleRate, truePeakDb, loudnessLufs, bits, title, provenance }: Tagged): Uint8Array[] {
  const { model, madeAt } = provenance;
  const software = ['Kicklab', provenance.program?.version ?? ''].join(' ').trim();
  const { noteHz } = provenance.kind === 'kick' ? provenance.settings.descriptors : provenance.descriptors;
  const midi = noteHz === null ? null : midiOf(noteHz);
  const comment = `${whatItIs(provenance)} Open the file with Kicklab to go on from there.`;
  return [
    writeBext({
      description: `${title}. ${comment}`,
      originator: software,
      madeAt,
      loudnessLufs,
      truePeakDb,
      codingHistory: `A=PCM,F=${String(sampleRate)},W=${String(bits)},M=mono,T=${software}\r\n`,
    }),
    writeInfo({
      title,
      artist: 'Kicklab',
      comment,
      ...(model.licences.length === 0 ? {} : { copyright: `The model ${model.name} learned from: ${model.licences.join('; ')}` }),
      ...(madeAt === null ? {} : { date: madeAt.slice(0, 10) }),
      genre: capital(wordsOf(model.instrument).full),
      software,
    }),
    ...(midi === null || midi < 0 || midi >= HIGHEST ? [] : [writeSmpl(midi, sampleRate)]),
  ];
}

function whatItIs(provenance: Undelivered): string {
  const { one, full } = wordsOf(provenance.model.instrument);
  const model = `the model ${provenance.model.name} (${provenance.model.id})`;
  if (provenance.kind === 'resynthesis') return `${provenance.recording} through the vocoder of ${model}.`;
  const { recording, settings: { seed, index, descriptors: { noteHz, decayMs } } } = provenance;
  const from = recording !== undefined ? `, after ${recording}` : seed === null ? '' : `, ${index === undefined ? '' : `${one} ${String(index)} of `}seed ${String(seed)}`;
  return `A ${full} made by ${model}${from}: ${noteHz === null ? '' : `${noteNamed(noteHz)}, `}${decayMs.toFixed(0)} ms.`;
}

function noteNamed(hz: number): string {
  const { name, cents } = noteOf(hz);
  return `${name} ${cents < 0 ? '-' : '+'}${Math.abs(cents).toFixed(0)} ct`;
}
