import { operationsOf } from '../../operation/operation';
import { boostspace } from '../../services/boostspace';

/** Declares an operation of the Boost.space node. */
export const operation = operationsOf(boostspace);
