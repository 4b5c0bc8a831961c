/** One parameter of an effect: its name, its value to be read, typed or chosen, and its slider. */

import { RadioGroup } from 'radix-ui';
import type { ChoiceParameter, EffectParameter as Parameter, NumberParameter } from '../../../src-preload/contract/effects.ts';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import { useApp } from '../../app/context.ts';
import { EditableText } from '../../components/EditableText.tsx';
import { Figure } from '../../components/Figure.tsx';
import { Slider } from '../../components/Slider.tsx';
import { newGesture } from '../../session/gesture.ts';
import type { ParameterValue } from './chain.ts';
import { figureOf, positionOf, readValue, valueAt } from './parameters.ts';

interface Props<P extends Parameter, V extends ParameterValue> {
  /** What it is called beside others, such as `Compressor attack`. */
  name: string;
  parameter: P;
  value: V;
  /** What came of it in the sound, where that is known and may differ. */
  reached: number | null;
  disabled: boolean;
  onChange: (value: V, gesture: number) => void;
}

export function EffectParameter({ parameter, value, ...rest }: Props<Parameter, ParameterValue>) {
  return (
    <div className="effect-parameter" data-kind={parameter.kind}>
      <h4 title={parameter.doc}>{parameter.label}</h4>
      {parameter.kind === 'number'
        ? <NumberControl {...rest} parameter={parameter} value={Number(value)} />
        : <ChoiceControl {...rest} parameter={parameter} value={String(value)} />}
    </div>
  );
}

function NumberControl({ name, parameter, value, reached, disabled, onChange }: Props<NumberParameter, number>) {
  const { notices } = useApp();
  const figure = figureOf(parameter, value);
  const words = `${figure.number} ${figure.unit}`;
  const type = (text: string): void => {
    const typed = readValue(parameter, text);
    if (typed !== null) {
      onChange(typed, newGesture());
      return;
    }
    const example = figureOf(parameter, parameter.default);
    const reason = `${text} is no value of ${name}; ${example.number} ${example.unit} would be one`;
    notices.fail(new KicklabError('INPUT_INVALID', { where: name, reason }).toBody());
  };
  return (
    <>
      <EditableText label={`${name}, ${words}. Type another value`} text={words} disabled={disabled} onCommit={type}>
        <Figure {...figure} />
      </EditableText>
      <Slider
        name={name}
        position={positionOf(parameter, value)}
        valueText={words}
        set={value !== parameter.default}
        reached={reached === null ? null : positionOf(parameter, reached)}
        middle={positionOf(parameter, parameter.default)}
        disabled={disabled}
        onMove={(position, gesture) => { onChange(valueAt(parameter, position), gesture); }}
        onReset={() => { onChange(parameter.default, newGesture()); }}
      />
    </>
  );
}

function ChoiceControl({ name, parameter, value, disabled, onChange }: Omit<Props<ChoiceParameter, string>, 'reached'>) {
  return (
    <RadioGroup.Root
      className="choice effect-choice"
      aria-label={name}
      orientation="horizontal"
      value={value}
      disabled={disabled}
      onValueChange={(chosen) => { onChange(chosen, newGesture()); }}
    >
      {parameter.choices.map((choice) => (
        <RadioGroup.Item key={choice.value} className="choice-option" value={choice.value}>{choice.label}</RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
