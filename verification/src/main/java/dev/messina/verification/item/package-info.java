/** Items of DynamoDB and their keys, read and written by this module's own code. */
package dev.messina.verification.item;
