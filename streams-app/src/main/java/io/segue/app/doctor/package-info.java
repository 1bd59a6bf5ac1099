/**
 * Owns {@code segue doctor}: looks at everything that Segue needs, changes nothing, and says how to
 * mend what is wrong.
 *
 * <p>{@link io.segue.app.doctor.DoctorCommand} is the door. Knows nothing of HTTP and of the
 * topology.
 */
@NullMarked
package io.segue.app.doctor;

import org.jspecify.annotations.NullMarked;
