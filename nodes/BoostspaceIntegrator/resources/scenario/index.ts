import { get } from './get';
import { getMany } from './getMany';
import { getManyOfConnection } from './getManyOfConnection';
import { run } from './run';
import { start } from './start';
import { stop } from './stop';

export const scenario = {
	name: 'Scenario',
	operations: { get, getMany, getManyOfConnection, run, start, stop },
};
