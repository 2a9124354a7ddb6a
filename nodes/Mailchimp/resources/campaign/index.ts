import { create } from './create';
import { get } from './get';
import { getMany } from './getMany';
import { replicate } from './replicate';
import { send } from './send';

export const campaign = {
	name: 'Campaign',
	operations: { create, get, getMany, replicate, send },
};
