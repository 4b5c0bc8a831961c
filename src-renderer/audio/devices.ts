/** The audio devices that the browser tells of. */

export interface OutputDevice {
  id: string;
  label: string;
}

/**
 * The devices that sound can be sent to, without the system's own choice. Browsers name none until
 * the user has let the page use the microphone: `named` is false then.
 */
export async function listOutputs(): Promise<{ devices: OutputDevice[]; named: boolean }> {
  const all = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'audiooutput');
  const devices = all.filter(({ deviceId, label }) => deviceId !== '' && deviceId !== 'default' && label !== '').map(({ deviceId, label }) => ({ id: deviceId, label }));
  return { devices, named: all.some(({ label }) => label !== '') };
}

/**
 * Asks for the microphone, which is how a browser is asked for the names of the outputs, and lets go
 * of it at once. @returns whether it was allowed.
 */
export async function askForNames(): Promise<boolean> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    for (const track of stream.getTracks()) track.stop();
    return true;
  } catch {
    return false;
  }
}
