"""绩效监控, 自评, 评价 and what becomes public: the stages that hand in a result."""
