/** Puts a practice register in the place of the real one, and the real one back. */
import { done, fail, type Result } from '../../../shared/fault.ts';
import { removePractice } from '../../database/practice.ts';
import type { Database } from '../../database/open.ts';
import type { Practice } from '../../register/desk.ts';
import type { Register } from '../../register/register.ts';
import { practiceFile, startTraining, type Training, type TrainingPorts } from './training.ts';

export type PracticeSwitch = {
  /** The practice register while a training goes on. */
  readonly register: () => Register | undefined;
  /** What the real register, with this database, knows of it. */
  readonly of: (real: Database) => Practice;
  readonly stop: () => void;
};

/** `told`: the picture has changed. What an earlier training left when the power went is removed. */
export function makePracticeSwitch(
  ports: () => Omit<TrainingPorts, 'real' | 'ended'>,
  told: () => void,
): PracticeSwitch {
  let training: Training | undefined;
  const stop = (): void => {
    const ended = training;
    training = undefined;
    ended?.stop();
  };
  const begin = async (real: Database, staff: string): Promise<Result<void>> => {
    const ended = (): void => {
      // The command that ends it is answered first.
      setImmediate(() => {
        stop();
        told();
      });
    };
    const started = await startTraining({ ...ports(), real, ended }, staff);
    if (!started.ok) return started;
    training = started.value;
    training.watch(told);
    return done;
  };
  return {
    register: () => training?.register,
    of: (real) => {
      removePractice(practiceFile(ports().folder));
      return {
        view: () => null,
        start: (staff) => begin(real, staff),
        end: async () => fail('training.none'),
        turnLine: () => fail('training.none'),
        drill: async () => fail('training.none'),
      };
    },
    stop,
  };
}
