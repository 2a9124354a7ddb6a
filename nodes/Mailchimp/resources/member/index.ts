import { archive } from './archive';
import { create } from './create';
import { createOrUpdate } from './createOrUpdate';
import { deletePermanently } from './deletePermanently';
import { get } from './get';
import { getMany } from './getMany';
import { update } from './update';

export const member = {
	name: 'Member',
	operations: { archive, create, createOrUpdate, deletePermanently, get, getMany, update },
};
