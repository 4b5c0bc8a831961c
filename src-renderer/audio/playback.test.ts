import { expect, test, vi } from 'vitest';
import { createPlayback } from './playback.ts';

const sound = { samples: new Float32Array(4), sampleRate: 44_100 };

function setUp() {
  vi.useFakeTimers();
  const player = { play: vi.fn(), stop: vi.fn(), rest: vi.fn(), now: () => 0, onPosition: () => () => undefined, onSounding: () => () => undefined };
  return { player, playback: createPlayback(player, 120) };
}

test('without a loop Play plays, again and again', () => {
  const { player, playback } = setUp();
  playback.press(sound);
  playback.press(sound);
  expect(player.play).toHaveBeenCalledTimes(2);
  expect(playback.getState().running).toBe(false);
});

test('in a loop Play starts and stops it', () => {
  const { player, playback } = setUp();
  playback.setLoop(true);
  expect(player.play).not.toHaveBeenCalled();
  playback.press(sound);
  expect(playback.getState().running).toBe(true);
  playback.press(sound);
  expect(playback.getState()).toEqual({ loop: true, running: false });
  expect(player.stop).toHaveBeenCalledTimes(1);
});

test('a sound that was made is heard at once, but at the next beat while the loop runs', () => {
  const { player, playback } = setUp();
  playback.setLoop(true);
  playback.hear(sound);
  expect(player.play).toHaveBeenCalledTimes(1);
  playback.press(sound);
  playback.hear({ ...sound });
  expect(player.play).toHaveBeenCalledTimes(2);
});

test('switched off, the loop leaves the sound its end', () => {
  const { player, playback } = setUp();
  playback.setLoop(true);
  playback.press(sound);
  playback.setLoop(false);
  expect(player.stop).not.toHaveBeenCalled();
  expect(player.rest).toHaveBeenCalledTimes(1);
  expect(playback.getState()).toEqual({ loop: false, running: false });
});

test('a sound is heard at the gain it has when it starts', () => {
  const { player } = setUp();
  let gain = 0.5;
  const playback = createPlayback(player, 120, (samples) => (samples === sound.samples ? gain : 1));
  playback.hear(sound);
  gain = 0.25;
  playback.press(sound);
  playback.hear({ ...sound, samples: new Float32Array(4) });
  expect(player.play.mock.calls.map(([, , options]) => (options as { gain: number }).gain)).toEqual([0.5, 0.25, 1]);
});
