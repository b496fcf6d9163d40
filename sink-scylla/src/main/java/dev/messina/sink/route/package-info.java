/** Which table a record goes to. The mutation that is written there is made next door. */
package dev.messina.sink.route;
