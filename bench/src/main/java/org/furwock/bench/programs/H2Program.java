package org.furwock.bench.programs;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A connection for each thread; one statement in 16 writes. */
final class H2Program implements Program {

    private static final String URL = "jdbc:h2:mem:program;DB_CLOSE_DELAY=-1";
    private static final int ROWS = 1_000;
    private static final int WRITE_EVERY = 16;

    private final ThreadLocal<Statements> statements = ThreadLocal.withInitial(Statements::prepare);

    private record Statements(PreparedStatement read, PreparedStatement write) {

        static Statements prepare() {
            try {
                Connection connection = DriverManager.getConnection(URL);
                return new Statements(
                        connection.prepareStatement("select v from t where id = ?"),
                        connection.prepareStatement("update t set v = v + 1 where id = ?"));
            } catch (SQLException e) {
                throw new IllegalStateException("no connection to " + URL, e);
            }
        }
    }

    H2Program() throws SQLException {
        try (Connection connection = DriverManager.getConnection(URL);
                Statement statement = connection.createStatement()) {
            statement.execute("create table t(id int primary key, v int)");
            statement.execute("insert into t select x, 0 from system_range(0, " + (ROWS - 1) + ")");
        }
    }

    @Override
    public long operate(long random) throws SQLException {
        int row = (int) Long.remainderUnsigned(random, ROWS);
        boolean writes = Long.remainderUnsigned(random >>> 32, WRITE_EVERY) == 0;
        return writes ? write(row) : read(row);
    }

    private long read(int row) throws SQLException {
        PreparedStatement read = statements.get().read();
        read.setInt(1, row);
        try (ResultSet result = read.executeQuery()) {
            result.next();
            return result.getInt(1);
        }
    }

    private long write(int row) throws SQLException {
        PreparedStatement write = statements.get().write();
        write.setInt(1, row);
        return write.executeUpdate();
    }
}
