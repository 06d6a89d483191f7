package io.herald.engine.delivery.socketio;

import io.herald.engine.delivery.socketio.HttpAnswer.Refusal;
import io.netty.channel.Channel;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What waits for a polling client, and the poll that waits for it. On the session's event loop. */
final class PollQueue {
    private static final char SEPARATOR = '\u001e';

    private final Deque<Message> messages = new ArrayDeque<>();
    private long bytes;
    private @Nullable PendingPoll poll;
    private @Nullable PendingPoll answered; // the last

    /** Bytes that what waits takes. */
    long bytes() {
        return bytes;
    }

    boolean hasPoll() {
        return poll != null;
    }

    Optional<PendingPoll> poll() {
        return Optional.ofNullable(poll);
    }

    /** Whether it is this poll that waits. */
    boolean holds(PendingPoll request) {
        return request.equals(poll);
    }

    boolean isPolledBy(Channel channel) {
        return poll != null && poll.channel().equals(channel);
    }

    void hold(PendingPoll newPoll) {
        poll = newPoll;
    }

    void add(Message message) {
        messages.add(message);
        bytes += message.waitingBytes();
    }

    /** Answers the poll with all that waits, when there are both. */
    void answer() {
        if (poll == null || messages.isEmpty()) {
            return;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        drain(message -> {
            if (body.size() > 0) {
                body.write(SEPARATOR);
            }
            body.writeBytes(message.polled());
        });
        answer(body.toByteArray());
    }

    /** Answers the poll, if there is one, with this. */
    void answer(byte[] body) {
        PendingPoll ended = poll;
        poll = null;
        if (ended != null) {
            ended.answer().text(body);
            answered = ended;
        }
    }

    /** Runs it once the last answer has gone out. */
    void whenSent(Runnable task) {
        if (answered == null) {
            task.run();
        } else {
            answered.answer().whenSent(task);
        }
    }

    /** Refuses the poll, if there is one. */
    void refuse(Refusal refusal) {
        PendingPoll ended = poll;
        poll = null;
        if (ended != null) {
            ended.answer().refuse(refusal);
        }
    }

    /** The client gave the poll up. */
    void forgetPoll() {
        poll = null;
    }

    /** Gives away all that waits. */
    void drain(Consumer<Message> consumer) {
        messages.forEach(consumer);
        messages.clear();
        bytes = 0;
    }
}
